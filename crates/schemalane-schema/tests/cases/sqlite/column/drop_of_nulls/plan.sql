-- 1. change table t: drop column b (wanted.sql:1)
--    note: delete-data:t.b: it has no values
ALTER TABLE "t" DROP COLUMN "b";
