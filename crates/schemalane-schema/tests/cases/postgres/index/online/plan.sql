-- 1. build index fresh while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t)
--    note: index-build:fresh: the index is built from all rows of the table
--    note: not-transactional:fresh: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.fresh;
CREATE INDEX CONCURRENTLY fresh ON public.t USING btree (b);

-- 2. build index other while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
--    note: index-build:other: the index is built from all rows of the table
--    note: not-transactional:other: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.other_new;
CREATE INDEX CONCURRENTLY other_new ON public.t USING btree (a DESC);

-- 3. put the new index other in its place (wanted.sql:3)
ALTER INDEX public.other RENAME TO other_old;
ALTER INDEX public.other_new RENAME TO other;

-- 4. drop the old index other while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
DROP INDEX CONCURRENTLY IF EXISTS public.other_old;
