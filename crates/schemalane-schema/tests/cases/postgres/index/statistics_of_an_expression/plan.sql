-- 1. change what the planner is told of index i (SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
ALTER INDEX public.i ALTER COLUMN 1 SET STATISTICS 1000;
