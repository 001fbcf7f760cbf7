-- 1. add column id to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN id bigint DEFAULT nextval('public.numbers'::regclass) NOT NULL;

-- 2. add constraint t_id_key to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: index-build:t: the index of t_id_key is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_id_key UNIQUE (id);

-- 3. add constraint t_id_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT t_id_check CHECK ((id > 0));
