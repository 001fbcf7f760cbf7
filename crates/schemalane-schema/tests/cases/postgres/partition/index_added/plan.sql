-- 1. create index t_a (SHARE on t; wanted.sql:3)
--    note: index-build:t_a: the index is built from all rows of the table
CREATE INDEX t_a ON ONLY public.t USING btree (a);

-- 2. create index t_1_a_idx (SHARE on t_1)
--    note: index-build:t_1_a_idx: the index is built from all rows of the table
CREATE INDEX t_1_a_idx ON public.t_1 USING btree (a);

-- 3. attach index t_1_a_idx to index t_a
ALTER INDEX public.t_a ATTACH PARTITION public.t_1_a_idx;
