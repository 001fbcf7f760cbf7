-- 1. let column id of table t count by sequence t_id_seq instead of its identity (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: authorisation:t.id: who inserts needs the right to use sequence t_id_seq from then on
CREATE SEQUENCE public.t_id_seq_new AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
SELECT pg_catalog.setval('public.t_id_seq_new', pg_catalog.nextval(pg_catalog.pg_get_serial_sequence('public.t', 'id')), false);
ALTER TABLE public.t ALTER COLUMN id DROP IDENTITY;
ALTER SEQUENCE public.t_id_seq_new RENAME TO t_id_seq;
COMMENT ON SEQUENCE public.t_id_seq IS 'counts';

-- 2. set the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);

-- 3. let column id of table restarted count by sequence other instead of its identity (ACCESS EXCLUSIVE on restarted; wanted.sql:4)
--    warning: authorisation:restarted.id: who inserts needs the right to use sequence other from then on
CREATE SEQUENCE public.other_new AS bigint START WITH 1 INCREMENT BY 10 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
SELECT pg_catalog.setval('public.other_new', pg_catalog.nextval(pg_catalog.pg_get_serial_sequence('public.restarted', 'id')), false);
ALTER TABLE public.restarted ALTER COLUMN id DROP IDENTITY;
ALTER SEQUENCE public.other_new RENAME TO other;

-- 4. set the default of column id of table restarted (ACCESS EXCLUSIVE on restarted; wanted.sql:4)
ALTER TABLE public.restarted ALTER COLUMN id SET DEFAULT nextval('public.other'::regclass);

-- 5. give sequence t_id_seq to its column
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;

-- 6. give sequence other to its column
ALTER SEQUENCE public.other OWNED BY public.restarted.id;
