-- 1. drop index t_i (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_i: queries that use the index may become slow
DROP INDEX public.t_i;

-- 2. change the replica identity of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t REPLICA IDENTITY DEFAULT;
