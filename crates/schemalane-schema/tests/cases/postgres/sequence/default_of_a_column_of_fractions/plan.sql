-- 1. create sequence ticks (wanted.sql:1)
CREATE SEQUENCE public.ticks AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;

-- 2. create sequence tocks (wanted.sql:2)
CREATE SEQUENCE public.tocks AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;

-- 3. set the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.ticks'::regclass);
SELECT pg_catalog.setval('public.ticks', pg_catalog.max(id)::bigint) FROM public.t HAVING pg_catalog.max(id) >= 1;

-- 4. set the default of column n of table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT nextval('public.tocks'::regclass);
SELECT pg_catalog.setval('public.tocks', pg_catalog.max(n)::bigint) FROM public.t HAVING pg_catalog.max(n) >= 1;
