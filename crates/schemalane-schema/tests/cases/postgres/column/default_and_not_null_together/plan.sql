-- 1. set the default of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 5;

-- 2. let column a of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;

-- 3. set the default of column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT ''::text;

-- 4. let column b of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
