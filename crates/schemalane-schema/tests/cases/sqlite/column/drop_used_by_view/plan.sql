-- 1. drop view v to make it anew
DROP VIEW "v";

-- 2. drop column b of table t (wanted.sql:1)
--    note: delete-data:t.b: it has no value in any row
ALTER TABLE "t" DROP COLUMN "b";

-- 3. create view v anew (wanted.sql:2)
--    note: behaviour-change:v: the view says something else than before
CREATE VIEW v AS SELECT a FROM t;
