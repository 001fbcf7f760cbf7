-- 1. add constraint c to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT c CHECK ((a > 0));

-- 2. add constraint d to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT d CHECK ((t.* IS NOT NULL));
