-- 1. add constraint k to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of k is built while others wait
ALTER TABLE public.t ADD CONSTRAINT k UNIQUE (a) INCLUDE (b);
