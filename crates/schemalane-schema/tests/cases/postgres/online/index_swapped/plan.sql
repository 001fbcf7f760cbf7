-- 1. build index i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
--    note: index-build:i: the index is built from all rows of the table
--    note: not-transactional:i: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.i_new;
CREATE INDEX CONCURRENTLY i_new ON public.t USING btree (a, b);

-- 2. put the new index i in its place (wanted.sql:2)
ALTER INDEX public.i RENAME TO i_old;
ALTER INDEX public.i_new RENAME TO i;

-- 3. drop the old index i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
DROP INDEX CONCURRENTLY IF EXISTS public.i_old;

-- 4. comment on index i (wanted.sql:2)
COMMENT ON INDEX public.i IS 'quick';
