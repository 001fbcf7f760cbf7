-- 1. add constraint c to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT c CHECK ((a > 0));
