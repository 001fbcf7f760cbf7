-- 1. drop constraint c of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT c;

-- 2. add constraint c to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT c CHECK ((a >= 0));
