-- 1. comment on column a of table t (wanted.sql:1)
COMMENT ON COLUMN public.t.a IS NULL;

-- 2. comment on table t (wanted.sql:1)
COMMENT ON TABLE public.t IS 'new';
