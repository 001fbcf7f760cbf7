-- 1. create index p2_a_idx (SHARE on p2)
--    note: index-build:p2_a_idx: the index is built from all rows of the table
CREATE INDEX p2_a_idx ON public.p2 USING btree (a);

-- 2. attach index p2_a_idx to index pi
ALTER INDEX public.pi ATTACH PARTITION public.p2_a_idx;
