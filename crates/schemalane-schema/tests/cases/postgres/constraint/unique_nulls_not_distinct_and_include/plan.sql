-- 1. drop constraint t_a_key of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_a_key;

-- 2. add constraint t_a_c_key to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_a_c_key is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_a_c_key UNIQUE (a) INCLUDE (c);

-- 3. add constraint t_b_key to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_b_key is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_b_key UNIQUE NULLS NOT DISTINCT (b);
