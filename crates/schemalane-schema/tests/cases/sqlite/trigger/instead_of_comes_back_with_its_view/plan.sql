-- 1. drop view v to make it anew
DROP VIEW "v";

-- 2. create view v anew (wanted.sql:2)
--    note: behaviour-change:v: the view says something else than before
CREATE VIEW v AS SELECT a, 1 AS b FROM t;

-- 3. create trigger r anew (wanted.sql:3)
CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a); END;
