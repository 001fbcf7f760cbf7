-- 1. drop index pi to make it anew (ACCESS EXCLUSIVE on p)
--    warning: index-drop:pi: queries that use the index may become slow
DROP INDEX public.pi;

-- 2. create index pi anew (SHARE on p; wanted.sql:3)
--    note: index-build:pi: the index is built from all rows of the table
CREATE INDEX pi ON ONLY public.p USING btree (a);

-- 3. create index p1_a_idx anew (SHARE on p1)
--    note: index-build:p1_a_idx: the index is built from all rows of the table
CREATE INDEX p1_a_idx ON public.p1 USING btree (a);

-- 4. attach index p1_a_idx to index pi
ALTER INDEX public.pi ATTACH PARTITION public.p1_a_idx;
