-- 1. build the index of once while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of once is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.once;
CREATE UNIQUE INDEX CONCURRENTLY once ON public.t (a);

-- 2. make a unique constraint of the index once of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT once UNIQUE USING INDEX once;
