-- 1. drop constraint pair of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT pair;

-- 2. change the type of column a of table t from integer to bigint, change the type of column b of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ALTER COLUMN b TYPE bigint USING b::bigint;

-- 3. add constraint pair to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT pair CHECK ((((a + b) < 100) AND (a = ANY (ARRAY[(1)::bigint, (2)::bigint, (3)::bigint]))));
