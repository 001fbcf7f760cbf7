-- 1. change the type of column a of table t from text to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE "C" USING a::text;
