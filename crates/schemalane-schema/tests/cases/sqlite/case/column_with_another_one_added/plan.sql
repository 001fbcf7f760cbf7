-- 1. drop column gone of table t, add column more (wanted.sql:1)
--    note: behaviour-change:t: column Id is to be written id: SQLite takes both for the same, applications may not
--    note: delete-data:t.gone: it has no value in any row
ALTER TABLE "t" RENAME COLUMN "Id" TO "id";
ALTER TABLE "t" DROP COLUMN "gone";
ALTER TABLE "t" ADD COLUMN More TEXT DEFAULT 'x';
