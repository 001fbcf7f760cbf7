-- 1. drop constraint u of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT u;

-- 2. add constraint u to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of u is built while others wait
ALTER TABLE public.t ADD CONSTRAINT u UNIQUE (a);
