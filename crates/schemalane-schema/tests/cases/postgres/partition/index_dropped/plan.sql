-- 1. drop index t_a (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_a: queries that use the index may become slow
DROP INDEX public.t_a;
