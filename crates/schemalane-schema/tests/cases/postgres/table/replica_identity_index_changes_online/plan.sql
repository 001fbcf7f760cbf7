-- 1. build index t_i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
--    note: index-build:t_i: the index is built from all rows of the table
--    note: not-transactional:t_i: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.t_i_new;
CREATE UNIQUE INDEX CONCURRENTLY t_i_new ON public.t USING btree (a, b);

-- 2. put the new index t_i in its place (wanted.sql:2)
ALTER INDEX public.t_i RENAME TO t_i_old;
ALTER INDEX public.t_i_new RENAME TO t_i;

-- 3. drop the old index t_i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
DROP INDEX CONCURRENTLY IF EXISTS public.t_i_old;

-- 4. change the replica identity of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_i;
