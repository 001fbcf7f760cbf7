-- 1. let column a of table t take nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;
