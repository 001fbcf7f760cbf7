-- 1. drop index i
--    note: index-drop:i: queries that used it may become slow
DROP INDEX "i";

-- 2. drop column b of table t (wanted.sql:1)
--    note: delete-data:t.b: it has no value in any row
ALTER TABLE "t" DROP COLUMN "b";
