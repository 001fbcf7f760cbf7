-- 1. change the collation of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE "C" USING a::text;
