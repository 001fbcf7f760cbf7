-- 1. drop index once (outside of a transaction; SHARE UPDATE EXCLUSIVE on t)
--    warning: index-drop:once: queries that use the index may become slow
DROP INDEX CONCURRENTLY public.once;

-- 2. build the index of once while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of once is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.once;
CREATE UNIQUE INDEX CONCURRENTLY once ON public.t (a);

-- 3. make a unique constraint of the index once of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT once UNIQUE USING INDEX once;
