-- 1. change the type of column a of table t from numeric(8,3) to numeric(8,2) (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 2 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE numeric(8,2) USING a::numeric(8,2);
