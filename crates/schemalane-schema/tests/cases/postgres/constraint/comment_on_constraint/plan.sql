-- 1. comment on constraint lone of table t (wanted.sql:1)
COMMENT ON CONSTRAINT lone ON public.t IS 'one of each';

-- 2. comment on constraint positive of table t (wanted.sql:1)
COMMENT ON CONSTRAINT positive ON public.t IS 'new';
