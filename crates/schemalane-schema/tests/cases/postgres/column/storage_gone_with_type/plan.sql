-- 1. change the type of column a of table t from character varying(10) to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a TYPE text USING a::text;
