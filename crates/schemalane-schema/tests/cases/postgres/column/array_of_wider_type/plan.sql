-- 1. change the type of column a of table t from integer[] to bigint[], change the type of column b of table t from character varying(3)[] to text[] (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE bigint[] USING a::bigint[],
    ALTER COLUMN b TYPE text[] USING b::text[];
