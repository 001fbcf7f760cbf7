-- 1. drop column b of table t (wanted.sql:1)
--    approved: delete-data:t.b: 1 value is lost
ALTER TABLE "t" DROP COLUMN "b";
