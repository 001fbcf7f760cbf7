-- 1. rename column nick of table t to name (wanted.sql:3)
--    warning: rename:t.name: whoever still uses the old name fails
ALTER TABLE "t" RENAME COLUMN "nick" TO "name";
