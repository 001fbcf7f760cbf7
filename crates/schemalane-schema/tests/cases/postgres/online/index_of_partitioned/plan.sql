-- 1. create index t_i (SHARE on t; wanted.sql:3)
--    note: index-build:t_i: the index is built from all rows of the table
CREATE INDEX t_i ON ONLY public.t USING btree (id);

-- 2. build index t_1_id_idx while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t_1)
--    note: index-build:t_1_id_idx: the index is built from all rows of the table
--    note: not-transactional:t_1_id_idx: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.t_1_id_idx;
CREATE INDEX CONCURRENTLY t_1_id_idx ON public.t_1 USING btree (id);

-- 3. attach index t_1_id_idx to index t_i
ALTER INDEX public.t_i ATTACH PARTITION public.t_1_id_idx;
