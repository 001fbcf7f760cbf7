-- 1. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ADD COLUMN b integer;
