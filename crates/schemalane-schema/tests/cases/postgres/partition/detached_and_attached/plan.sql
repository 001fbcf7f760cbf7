-- 1. detach table m_2025 from m (ACCESS EXCLUSIVE on m; wanted.sql:2)
--    warning: behaviour-change:m_2025: 1 row of it is no longer seen in m
ALTER TABLE public.m DETACH PARTITION public.m_2025;

-- 2. create index m_2026_n_idx (SHARE on m_2026)
--    note: index-build:m_2026_n_idx: the index is built from all rows of the table
CREATE INDEX m_2026_n_idx ON public.m_2026 USING btree (n);

-- 3. attach table m_2026 to m (ACCESS EXCLUSIVE on m_2026)
ALTER TABLE public.m ATTACH PARTITION public.m_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- 4. attach index m_2026_n_idx to index m_n
ALTER INDEX public.m_n ATTACH PARTITION public.m_2026_n_idx;
