-- 1. build the index of t_pkey while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_pkey is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.t_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON public.t (id);

-- 2. add a check that column id of table t has no nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT id_no_nulls CHECK (id IS NOT NULL) NOT VALID;

-- 3. look for nulls in column id of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT id_no_nulls;

-- 4. let column id of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;

-- 5. drop the check of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t DROP CONSTRAINT id_no_nulls;

-- 6. make a primary key of the index t_pkey of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;
