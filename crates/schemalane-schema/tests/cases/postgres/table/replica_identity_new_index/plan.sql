-- 1. create index t_i (SHARE on t; wanted.sql:2)
--    note: index-build:t_i: the index is built from all rows of the table
CREATE UNIQUE INDEX t_i ON public.t USING btree (a);

-- 2. change the replica identity of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_i;
