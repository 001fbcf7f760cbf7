-- 1. add constraint m_pkey to table m (ACCESS EXCLUSIVE on m; wanted.sql:1)
--    note: index-build:m: the index of m_pkey is built while others wait
ALTER TABLE public.m ADD CONSTRAINT m_pkey PRIMARY KEY (day, n);

-- 2. create index m_u (SHARE on m; wanted.sql:4)
--    note: index-build:m_u: the index is built from all rows of the table
CREATE UNIQUE INDEX m_u ON ONLY public.m USING btree (n, day);

-- 3. create index m_2026_n_day_idx (SHARE on m_2026)
--    note: index-build:m_2026_n_day_idx: the index is built from all rows of the table
CREATE UNIQUE INDEX m_2026_n_day_idx ON public.m_2026 USING btree (n, day);

-- 4. create index m_expression (SHARE on m; wanted.sql:5)
--    note: index-build:m_expression: the index is built from all rows of the table
CREATE INDEX m_expression ON ONLY public.m USING btree ((n + 1)) WHERE (n > 0);

-- 5. create index m_2026_expr_idx (SHARE on m_2026)
--    note: index-build:m_2026_expr_idx: the index is built from all rows of the table
CREATE INDEX m_2026_expr_idx ON public.m_2026 USING btree ((n + 1)) WHERE (n > 0);

-- 6. attach index m_2026_n_day_idx to index m_u
ALTER INDEX public.m_u ATTACH PARTITION public.m_2026_n_day_idx;

-- 7. attach index m_2026_expr_idx to index m_expression
ALTER INDEX public.m_expression ATTACH PARTITION public.m_2026_expr_idx;
