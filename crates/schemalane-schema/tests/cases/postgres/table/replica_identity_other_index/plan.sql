-- 1. drop index t_i (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_i: queries that use the index may become slow
DROP INDEX public.t_i;

-- 2. create index t_j (SHARE on t; wanted.sql:2)
--    note: index-build:t_j: the index is built from all rows of the table
CREATE UNIQUE INDEX t_j ON public.t USING btree (a, b);

-- 3. change the replica identity of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_j;
