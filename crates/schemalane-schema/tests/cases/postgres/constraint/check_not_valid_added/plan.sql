-- 1. add constraint positive to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT positive CHECK ((a > 0)) NOT VALID;
