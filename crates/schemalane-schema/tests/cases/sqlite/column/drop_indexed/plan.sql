-- 1. drop index i
--    note: index-drop:i: queries that use it become slower
DROP INDEX "i";

-- 2. change table t: drop column b (wanted.sql:1)
--    note: delete-data:t.b: it has no values
ALTER TABLE "t" DROP COLUMN "b";
