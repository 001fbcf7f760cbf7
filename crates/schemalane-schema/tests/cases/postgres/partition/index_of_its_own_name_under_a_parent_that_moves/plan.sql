-- 1. create schema other (wanted.sql:1)
CREATE SCHEMA other;

-- 2. create table other.m (wanted.sql:2)
CREATE TABLE other.m (
    day date,
    n integer
) PARTITION BY RANGE (day);

-- 3. detach table m_2026 from m (ACCESS EXCLUSIVE on m; wanted.sql:3)
--    warning: behaviour-change:m_2026: 1 row of it is no longer seen in m
ALTER TABLE public.m DETACH PARTITION public.m_2026;

-- 4. create index other.m_n (SHARE on other.m; wanted.sql:5)
--    note: index-build:other.m_n: the index is built from all rows of the table
CREATE INDEX m_n ON ONLY other.m USING btree (n);

-- 5. attach table m_2026 to other.m (ACCESS EXCLUSIVE on m_2026)
ALTER TABLE other.m ATTACH PARTITION public.m_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- 6. drop table m (ACCESS EXCLUSIVE on m)
--    note: delete-data:m: there are no rows in it
DROP TABLE public.m;
