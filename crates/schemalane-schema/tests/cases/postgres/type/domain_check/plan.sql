-- 1. drop check d_check of domain d (wanted.sql:1)
ALTER DOMAIN public.d DROP CONSTRAINT d_check;

-- 2. add check d_check to domain d (wanted.sql:1)
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((VALUE > 1));
