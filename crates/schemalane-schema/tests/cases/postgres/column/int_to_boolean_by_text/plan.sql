-- 1. change the type of column a of table t from smallint to boolean (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: lossy-conversion:t.a: 2 rows with a value that is another one as boolean
--    note: rewrite-table:t: 2 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE boolean USING a::text::boolean;
