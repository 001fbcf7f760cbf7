-- 1. drop constraint t_c of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_c;

-- 2. change the type of column a of table t from text to character varying(20) (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE character varying(20) USING a::character varying(20);

-- 3. add constraint t_c to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_c CHECK (((a)::text <> ''::text));
