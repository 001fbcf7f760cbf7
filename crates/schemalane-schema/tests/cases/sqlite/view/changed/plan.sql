-- 1. drop view v
DROP VIEW "v";

-- 2. make anew view v (wanted.sql:2)
--    note: behaviour-change:v: the view says something else than before
CREATE VIEW v AS SELECT a + 1 AS a FROM t;
