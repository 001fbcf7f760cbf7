-- 1. comment on index i (wanted.sql:2)
COMMENT ON INDEX public.i IS 'for the report; it''s slow';

-- 2. comment on index j (wanted.sql:4)
COMMENT ON INDEX public.j IS NULL;
