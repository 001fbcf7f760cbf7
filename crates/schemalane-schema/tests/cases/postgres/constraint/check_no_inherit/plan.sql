-- 1. add constraint k to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT k CHECK ((a > 0)) NO INHERIT;
