-- 1. drop the default of column a of table t_1 (ACCESS EXCLUSIVE on t_1; wanted.sql:2)
ALTER TABLE public.t_1 ALTER COLUMN a DROP DEFAULT;

-- 2. let column a of table t_1 take nulls (ACCESS EXCLUSIVE on t_1; wanted.sql:2)
ALTER TABLE public.t_1 ALTER COLUMN a DROP NOT NULL;
