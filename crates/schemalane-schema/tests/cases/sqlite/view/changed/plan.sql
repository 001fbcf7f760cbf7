-- 1. drop view v
--    note: behaviour-change:v: its text changes
DROP VIEW "v";

-- 2. create view v (wanted.sql:2)
CREATE VIEW v AS SELECT a + 1 AS a FROM t;
