-- 1. build the index of Once DEFERRABLE while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of Once DEFERRABLE is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public."Once DEFERRABLE";
CREATE UNIQUE INDEX CONCURRENTLY "Once DEFERRABLE" ON public.t (a) INCLUDE (b) NULLS NOT DISTINCT;

-- 2. make a unique constraint of the index Once DEFERRABLE of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT "Once DEFERRABLE" UNIQUE USING INDEX "Once DEFERRABLE" DEFERRABLE INITIALLY DEFERRED;
