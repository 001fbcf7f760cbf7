-- 1. drop constraint k of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT k;

-- 2. add constraint k to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of k is built while others wait
ALTER TABLE public.t ADD CONSTRAINT k UNIQUE (a, b);

-- 3. change the replica identity of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t REPLICA IDENTITY USING INDEX k;
