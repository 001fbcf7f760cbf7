-- 1. add constraint c to table a (ACCESS EXCLUSIVE on a; wanted.sql:1)
ALTER TABLE public.a ADD CONSTRAINT c CHECK (((b > 0) AND (a > 0)));

-- 2. add constraint d to table a (ACCESS EXCLUSIVE on a; wanted.sql:1)
ALTER TABLE public.a ADD CONSTRAINT d CHECK ((a > 0));
