-- 1. drop view v
--    note: behaviour-change:v: its text changes
DROP VIEW "v";

-- 2. create view v (wanted.sql:2)
CREATE VIEW v AS SELECT a, 1 AS b FROM t;

-- 3. create trigger r (wanted.sql:3)
CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a); END;
