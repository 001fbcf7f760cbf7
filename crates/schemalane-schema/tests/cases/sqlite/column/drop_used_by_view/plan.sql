-- 1. drop view v
--    note: behaviour-change:v: its text changes
DROP VIEW "v";

-- 2. change table t: drop column b (wanted.sql:1)
--    note: delete-data:t.b: it has no values
ALTER TABLE "t" DROP COLUMN "b";

-- 3. create view v (wanted.sql:2)
CREATE VIEW v AS SELECT a FROM t;
