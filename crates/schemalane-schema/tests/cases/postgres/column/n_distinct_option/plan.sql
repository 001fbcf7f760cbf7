-- 1. change what the planner is told of column a of table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET (n_distinct = '100');
