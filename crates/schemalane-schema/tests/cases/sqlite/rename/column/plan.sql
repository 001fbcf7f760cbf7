-- 1. rename column nick of table t to name (wanted.sql:3)
--    warning: rename:t.nick: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "nick" TO "name";
