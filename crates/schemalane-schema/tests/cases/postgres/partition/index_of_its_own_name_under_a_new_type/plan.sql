-- 1. drop index m_both to make it anew (ACCESS EXCLUSIVE on m)
--    warning: index-drop:m_both: queries that use the index may become slow
DROP INDEX public.m_both;

-- 2. drop index m_n to make it anew (ACCESS EXCLUSIVE on m)
--    warning: index-drop:m_n: queries that use the index may become slow
DROP INDEX public.m_n;

-- 3. change the type of column n of table m from integer to bigint (ACCESS EXCLUSIVE on m; wanted.sql:1)
--    note: rewrite-table:m: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.m ALTER COLUMN n TYPE bigint USING n::bigint;

-- 4. create index m_n anew (SHARE on m; wanted.sql:7)
--    note: index-build:m_n: the index is built from all rows of the table
CREATE INDEX m_n ON ONLY public.m USING btree (n);

-- 5. create index m_2027_n_idx anew (SHARE on m_2027)
--    note: index-build:m_2027_n_idx: the index is built from all rows of the table
CREATE INDEX m_2027_n_idx ON ONLY public.m_2027 USING btree (n);

-- 6. create index mine anew (SHARE on m_2026; wanted.sql:5)
--    note: index-build:mine: the index is built from all rows of the table
CREATE INDEX mine ON public.m_2026 USING btree (n) WITH (fillfactor = '70');

-- 7. create index deep anew (SHARE on m_2027_1; wanted.sql:6)
--    note: index-build:deep: the index is built from all rows of the table
CREATE INDEX deep ON public.m_2027_1 USING btree (n);

-- 8. create index m_both anew (SHARE on m; wanted.sql:9)
--    note: index-build:m_both: the index is built from all rows of the table
CREATE INDEX m_both ON ONLY public.m USING btree (u, n);

-- 9. create index m_2026_u_n_idx anew (SHARE on m_2026)
--    note: index-build:m_2026_u_n_idx: the index is built from all rows of the table
CREATE INDEX m_2026_u_n_idx ON public.m_2026 USING btree (u, n);
COMMENT ON INDEX public.m_2026_u_n_idx IS 'of its own';

-- 10. create index m_2027_u_n_idx anew (SHARE on m_2027)
--    note: index-build:m_2027_u_n_idx: the index is built from all rows of the table
CREATE INDEX m_2027_u_n_idx ON ONLY public.m_2027 USING btree (u, n);

-- 11. create index m_2027_1_u_n_idx anew (SHARE on m_2027_1)
--    note: index-build:m_2027_1_u_n_idx: the index is built from all rows of the table
CREATE INDEX m_2027_1_u_n_idx ON public.m_2027_1 USING btree (u, n);

-- 12. attach index m_2027_n_idx to index m_n
ALTER INDEX public.m_n ATTACH PARTITION public.m_2027_n_idx;

-- 13. attach index mine to index m_n, and let CLUSTER order table m_2026 by it (wanted.sql:5)
ALTER INDEX public.m_n ATTACH PARTITION public.mine;
ALTER TABLE public.m_2026 CLUSTER ON mine;

-- 14. attach index deep to index m_2027_n_idx (wanted.sql:6)
ALTER INDEX public.m_2027_n_idx ATTACH PARTITION public.deep;

-- 15. attach index m_2026_u_n_idx to index m_both
ALTER INDEX public.m_both ATTACH PARTITION public.m_2026_u_n_idx;

-- 16. attach index m_2027_u_n_idx to index m_both
ALTER INDEX public.m_both ATTACH PARTITION public.m_2027_u_n_idx;

-- 17. attach index m_2027_1_u_n_idx to index m_2027_u_n_idx
ALTER INDEX public.m_2027_u_n_idx ATTACH PARTITION public.m_2027_1_u_n_idx;
