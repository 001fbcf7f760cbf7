-- 1. drop constraint m_day_key of table m (ACCESS EXCLUSIVE on m)
ALTER TABLE public.m DROP CONSTRAINT m_day_key;

-- 2. drop index m_n to make it anew (ACCESS EXCLUSIVE on m)
--    warning: index-drop:m_n: queries that use the index may become slow
DROP INDEX public.m_n;

-- 3. create index m_n anew (SHARE on m; wanted.sql:3)
--    note: index-build:m_n: the index is built from all rows of the table
CREATE INDEX m_n ON ONLY public.m USING btree (n DESC);

-- 4. create index m_2026_n_idx anew (SHARE on m_2026)
--    note: index-build:m_2026_n_idx: the index is built from all rows of the table
CREATE INDEX m_2026_n_idx ON public.m_2026 USING btree (n DESC);

-- 5. attach index m_2026_n_idx to index m_n
ALTER INDEX public.m_n ATTACH PARTITION public.m_2026_n_idx;
