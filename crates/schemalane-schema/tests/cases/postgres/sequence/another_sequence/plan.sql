-- 1. drop the default of column id of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;

-- 2. create sequence t_id_seq (wanted.sql:1)
CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;

-- 3. set the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
SELECT pg_catalog.setval('public.t_id_seq', last_value, is_called) FROM public.old;

-- 4. give sequence t_id_seq to its column (wanted.sql:1)
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;

-- 5. drop sequence old
DROP SEQUENCE public.old;
