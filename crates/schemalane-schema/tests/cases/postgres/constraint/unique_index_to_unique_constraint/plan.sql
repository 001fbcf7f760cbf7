-- 1. drop index t_a (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_a: queries that use the index may become slow
DROP INDEX public.t_a;

-- 2. add constraint t_a to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_a is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_a UNIQUE (a);
