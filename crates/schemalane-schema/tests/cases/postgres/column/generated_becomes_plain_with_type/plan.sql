-- 1. compute column g of table t no longer (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN g DROP EXPRESSION;

-- 2. change the type of column g of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN g TYPE bigint USING g::bigint;
