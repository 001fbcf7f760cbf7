-- 1. drop column b of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN b;

-- 2. change the type of column a of table t from integer to bigint, add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD COLUMN b bigint GENERATED ALWAYS AS (a * 2) STORED;
