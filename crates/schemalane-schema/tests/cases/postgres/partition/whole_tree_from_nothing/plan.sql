-- 1. create table m (wanted.sql:6)
CREATE TABLE public.m (
    day date NOT NULL,
    kind text NOT NULL,
    n integer DEFAULT 0 NOT NULL,
    CONSTRAINT m_pkey PRIMARY KEY (day, kind),
    CONSTRAINT m_n_check CHECK ((n >= 0))
) PARTITION BY RANGE (day);

-- 2. create table m_2026 (ACCESS EXCLUSIVE on m; wanted.sql:4)
CREATE TABLE public.m_2026 PARTITION OF public.m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (kind);

-- 3. create table m_2026_x (ACCESS EXCLUSIVE on m_2026; wanted.sql:3)
CREATE TABLE public.m_2026_x PARTITION OF public.m_2026 FOR VALUES IN ('x');

-- 4. create table m_rest (ACCESS EXCLUSIVE on m; wanted.sql:5)
CREATE TABLE public.m_rest PARTITION OF public.m DEFAULT;

-- 5. create index m_n (SHARE on m; wanted.sql:2)
--    note: index-build:m_n: the index is built from all rows of the table
CREATE INDEX m_n ON ONLY public.m USING btree (n);

-- 6. create index m_2026_n_idx (SHARE on m_2026)
--    note: index-build:m_2026_n_idx: the index is built from all rows of the table
CREATE INDEX m_2026_n_idx ON ONLY public.m_2026 USING btree (n);

-- 7. create index m_2026_x_n_idx (SHARE on m_2026_x)
--    note: index-build:m_2026_x_n_idx: the index is built from all rows of the table
CREATE INDEX m_2026_x_n_idx ON public.m_2026_x USING btree (n);

-- 8. create index m_rest_n_idx (SHARE on m_rest)
--    note: index-build:m_rest_n_idx: the index is built from all rows of the table
CREATE INDEX m_rest_n_idx ON public.m_rest USING btree (n);

-- 9. attach index m_2026_n_idx to index m_n
ALTER INDEX public.m_n ATTACH PARTITION public.m_2026_n_idx;

-- 10. attach index m_2026_x_n_idx to index m_2026_n_idx
ALTER INDEX public.m_2026_n_idx ATTACH PARTITION public.m_2026_x_n_idx;

-- 11. attach index m_rest_n_idx to index m_n
ALTER INDEX public.m_n ATTACH PARTITION public.m_rest_n_idx;
