-- 1. set the default of column a of table t_1 (ACCESS EXCLUSIVE on t_1; wanted.sql:2)
ALTER TABLE public.t_1 ALTER COLUMN a SET DEFAULT 'y'::text;
