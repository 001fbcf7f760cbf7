-- 1. drop view v
DROP VIEW "v";

-- 2. make anew view v (wanted.sql:2)
--    note: behaviour-change:v: the view says something else than before
CREATE VIEW v AS SELECT a, 1 AS b FROM t;

-- 3. make anew trigger r (wanted.sql:3)
CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a); END;
