-- 1. change table t: add column name, drop column nick (wanted.sql:1)
--    note: delete-data:t.nick: it has no values
ALTER TABLE "t" DROP COLUMN "nick";
ALTER TABLE "t" ADD COLUMN name TEXT;

-- Is name the new name of nick? If so, write `-- @renamed from=nick` on the line of its column.
