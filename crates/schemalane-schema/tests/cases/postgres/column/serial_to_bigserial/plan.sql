-- 1. change sequence t_id_seq (wanted.sql:1)
ALTER SEQUENCE public.t_id_seq AS bigint;

-- 2. drop the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;

-- 3. change the type of column id of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 3 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;

-- 4. set the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
