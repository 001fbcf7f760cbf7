-- 1. change what the planner is told of column a of table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a RESET (n_distinct, n_distinct_inherited);

-- 2. change what the planner is told of column b of table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN b SET (n_distinct = '-0.25');
