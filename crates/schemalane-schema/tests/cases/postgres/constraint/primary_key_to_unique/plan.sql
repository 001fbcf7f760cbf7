-- 1. drop constraint k of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT k;

-- 2. let column a of table t take nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;

-- 3. add constraint k to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of k is built while others wait
ALTER TABLE public.t ADD CONSTRAINT k UNIQUE (a);
