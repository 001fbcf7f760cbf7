-- 1. change the default of domain d (wanted.sql:3)
ALTER DOMAIN public.d SET DEFAULT (0)::numeric;
