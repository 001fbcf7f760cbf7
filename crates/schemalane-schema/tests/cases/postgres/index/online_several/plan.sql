-- 1. drop index gone (outside of a transaction; SHARE UPDATE EXCLUSIVE on t)
--    warning: index-drop:gone: queries that use the index may become slow
DROP INDEX CONCURRENTLY public.gone;

-- 2. build index changed while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
--    note: index-build:changed: the index is built from all rows of the table
--    note: not-transactional:changed: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.changed_new;
CREATE INDEX CONCURRENTLY changed_new ON public.t USING btree (b, a);

-- 3. build index new while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t)
--    note: index-build:new: the index is built from all rows of the table
--    note: not-transactional:new: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.new;
CREATE UNIQUE INDEX CONCURRENTLY new ON public.t USING btree (a) WHERE (b > 0);

-- 4. put the new index changed in its place (wanted.sql:2)
ALTER INDEX public.changed RENAME TO changed_old;
ALTER INDEX public.changed_new RENAME TO changed;

-- 5. drop the old index changed while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
DROP INDEX CONCURRENTLY IF EXISTS public.changed_old;

-- 6. comment on index changed (wanted.sql:2)
COMMENT ON INDEX public.changed IS 'stays';
