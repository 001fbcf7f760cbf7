-- 1. drop the default of column id of table down (ACCESS EXCLUSIVE on down)
ALTER TABLE public.down ALTER COLUMN id DROP DEFAULT;

-- 2. drop the default of column id of table never (ACCESS EXCLUSIVE on never)
ALTER TABLE public.never ALTER COLUMN id DROP DEFAULT;

-- 3. drop the default of column id of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;

-- 4. give column id of table t an identity (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER SEQUENCE public.t_id_seq RENAME TO t_id_seq_old;
ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.t_id_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.t_id_seq', last_value, is_called) FROM public.t_id_seq_old;
DROP SEQUENCE public.t_id_seq_old;

-- 5. give column id of table never an identity (ACCESS EXCLUSIVE on never; wanted.sql:2)
ALTER SEQUENCE public.never_id_seq RENAME TO never_id_seq_old;
ALTER TABLE public.never ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.never_id_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.never_id_seq', last_value, is_called) FROM public.never_id_seq_old;
DROP SEQUENCE public.never_id_seq_old;

-- 6. give column id of table down an identity (ACCESS EXCLUSIVE on down; wanted.sql:3)
ALTER SEQUENCE public.down_id_seq RENAME TO down_id_seq_old;
ALTER TABLE public.down ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.down_id_seq START WITH -10 INCREMENT BY -5 MINVALUE -2147483648 MAXVALUE -1 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.down_id_seq', last_value, is_called) FROM public.down_id_seq_old;
DROP SEQUENCE public.down_id_seq_old;
