-- 1. drop column nick of table t, add column name (wanted.sql:1)
--    note: delete-data:t.nick: it has no value in any row
ALTER TABLE "t" DROP COLUMN "nick";
ALTER TABLE "t" ADD COLUMN name TEXT;

-- Is name the new name of nick? If so, write `-- @renamed from=nick` on the line of its column.
