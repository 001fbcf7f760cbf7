-- 1. add a check that column a of table t has no nulls (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT a_no_nulls CHECK (a IS NOT NULL) NOT VALID;

-- 2. look for nulls in column a of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t VALIDATE CONSTRAINT a_no_nulls;

-- 3. let column a of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;

-- 4. drop the check of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t DROP CONSTRAINT a_no_nulls;

-- 5. add constraint positive to table t, not yet validated (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT positive CHECK ((b > 0)) NOT VALID;

-- 6. add constraint t_p_fkey to table t, not yet validated (SHARE ROW EXCLUSIVE on t and p)
ALTER TABLE public.t ADD CONSTRAINT t_p_fkey FOREIGN KEY (p) REFERENCES public.p(id) NOT VALID;

-- 7. validate constraint positive of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t VALIDATE CONSTRAINT positive;

-- 8. validate constraint t_p_fkey of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t)
ALTER TABLE public.t VALIDATE CONSTRAINT t_p_fkey;
