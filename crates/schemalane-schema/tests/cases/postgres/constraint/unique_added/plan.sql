-- 1. add constraint t_a_key to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_a_key is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE (a);
