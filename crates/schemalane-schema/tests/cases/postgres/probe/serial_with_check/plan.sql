-- 1. create sequence t_id_seq (wanted.sql:1)
CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;

-- 2. add column id to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL;

-- 3. add constraint t_pkey to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_pkey is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);

-- 4. add constraint t_id_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_id_check CHECK ((id > 0));

-- 5. give sequence t_id_seq to its column (wanted.sql:1)
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
