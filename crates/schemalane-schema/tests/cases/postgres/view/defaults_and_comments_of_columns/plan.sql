-- 1. change the default of column a of view v (wanted.sql:2)
ALTER VIEW public.v ALTER COLUMN a SET DEFAULT 2;

-- 2. comment on column a of view v (wanted.sql:2)
COMMENT ON COLUMN public.v.a IS NULL;

-- 3. change the default of column b of view v (wanted.sql:2)
ALTER VIEW public.v ALTER COLUMN b SET DEFAULT 7;

-- 4. comment on column b of view v (wanted.sql:2)
COMMENT ON COLUMN public.v.b IS 'new';
