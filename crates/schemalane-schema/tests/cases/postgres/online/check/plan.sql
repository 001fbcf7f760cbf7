-- 1. add constraint small to table t, not yet validated (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT small CHECK ((a < 9)) NOT VALID;

-- 2. validate constraint small of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT small;
