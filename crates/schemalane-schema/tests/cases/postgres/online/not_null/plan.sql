-- 1. add a check that column a of table t has no nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT a_no_nulls CHECK (a IS NOT NULL) NOT VALID;

-- 2. look for nulls in column a of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT a_no_nulls;

-- 3. let column a of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;

-- 4. drop the check of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t DROP CONSTRAINT a_no_nulls;
