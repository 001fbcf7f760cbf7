-- 1. set the default of column a of table child (ACCESS EXCLUSIVE on child; wanted.sql:2)
ALTER TABLE public.child ALTER COLUMN a SET DEFAULT 'mine'::text;

-- 2. let column a of table child refuse nulls (ACCESS EXCLUSIVE on child; wanted.sql:2)
ALTER TABLE public.child ALTER COLUMN a SET NOT NULL;
