-- 1. create table t (wanted/b.sql:1)
CREATE TABLE t (a INT);

-- 2. create index i (wanted/a.sql:1)
CREATE INDEX i ON t (a);
