-- 1. drop view v, which SQLite cannot use here (no such table: main.gone)
--    warning: behaviour-change:v: the view is there no more for those who use it
DROP VIEW IF EXISTS "v";

-- 2. drop trigger r, which SQLite cannot use here (no such table: main.nowhere)
--    warning: behaviour-change:r: the trigger is there no more for those who use it
DROP TRIGGER IF EXISTS "r";

-- 3. rename column n of table t to name (wanted.sql:2)
--    warning: rename:t.n: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "n" TO "name";
