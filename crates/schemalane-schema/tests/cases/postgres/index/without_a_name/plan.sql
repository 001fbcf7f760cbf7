-- 1. create index t_a_b_idx (SHARE on t)
--    note: index-build:t_a_b_idx: the index is built from all rows of the table
CREATE INDEX t_a_b_idx ON public.t USING btree (a, b);

-- 2. create index t_b_idx (SHARE on t)
--    note: index-build:t_b_idx: the index is built from all rows of the table
CREATE INDEX t_b_idx ON public.t USING btree (b);
