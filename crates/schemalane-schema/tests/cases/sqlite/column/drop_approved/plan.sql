-- 1. change table t: drop column b (wanted.sql:1)
--    approved: delete-data:t.b: 1 value would be lost
ALTER TABLE "t" DROP COLUMN "b";
