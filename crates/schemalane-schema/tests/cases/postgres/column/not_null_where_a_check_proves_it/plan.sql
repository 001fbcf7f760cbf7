-- 1. drop constraint a_set of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT a_set;

-- 2. let column a of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;
