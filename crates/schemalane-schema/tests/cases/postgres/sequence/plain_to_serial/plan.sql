-- 1. create sequence t_id_seq (wanted.sql:1)
CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;

-- 2. create sequence d (wanted.sql:2)
CREATE SEQUENCE public.d AS bigint START WITH -1 INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 CACHE 1 NO CYCLE;

-- 3. create sequence below_id_seq (wanted.sql:4)
CREATE SEQUENCE public.below_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;

-- 4. create sequence nobody_id_seq (wanted.sql:5)
CREATE SEQUENCE public.nobody_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;

-- 5. set the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
SELECT pg_catalog.setval('public.t_id_seq', pg_catalog.max(id)::bigint) FROM public.t HAVING pg_catalog.max(id) >= 1;

-- 6. set the default of column id of table down (ACCESS EXCLUSIVE on down; wanted.sql:3)
ALTER TABLE public.down ALTER COLUMN id SET DEFAULT nextval('public.d'::regclass);
SELECT pg_catalog.setval('public.d', pg_catalog.min(id)::bigint) FROM public.down HAVING pg_catalog.min(id) <= -1;

-- 7. set the default of column id of table below (ACCESS EXCLUSIVE on below; wanted.sql:4)
ALTER TABLE public.below ALTER COLUMN id SET DEFAULT nextval('public.below_id_seq'::regclass);
SELECT pg_catalog.setval('public.below_id_seq', pg_catalog.max(id)::bigint) FROM public.below HAVING pg_catalog.max(id) >= 1;

-- 8. set the default of column id of table nobody (ACCESS EXCLUSIVE on nobody; wanted.sql:5)
ALTER TABLE public.nobody ALTER COLUMN id SET DEFAULT nextval('public.nobody_id_seq'::regclass);
SELECT pg_catalog.setval('public.nobody_id_seq', pg_catalog.max(id)::bigint) FROM public.nobody HAVING pg_catalog.max(id) >= 1;

-- 9. give sequence t_id_seq to its column (wanted.sql:1)
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;

-- 10. give sequence below_id_seq to its column (wanted.sql:4)
ALTER SEQUENCE public.below_id_seq OWNED BY public.below.id;

-- 11. give sequence nobody_id_seq to its column (wanted.sql:5)
ALTER SEQUENCE public.nobody_id_seq OWNED BY public.nobody.id;
