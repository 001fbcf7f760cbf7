-- 1. drop index k (ACCESS EXCLUSIVE on t)
--    warning: index-drop:k: queries that use the index may become slow
DROP INDEX public.k;

-- 2. add constraint k to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of k is built while others wait
ALTER TABLE public.t ADD CONSTRAINT k UNIQUE (a);
