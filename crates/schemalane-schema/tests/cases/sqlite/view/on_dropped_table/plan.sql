-- 1. drop view v to make it anew
DROP VIEW "v";

-- 2. drop table t
--    note: delete-data:t: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "t";

-- 3. create view v anew (wanted.sql:2)
--    note: behaviour-change:v: the view says something else than before
CREATE VIEW v AS SELECT b AS a FROM u;
