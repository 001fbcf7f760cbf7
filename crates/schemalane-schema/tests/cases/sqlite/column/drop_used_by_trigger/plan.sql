-- 1. drop trigger r to make it anew
DROP TRIGGER "r";

-- 2. drop column b of table t (wanted.sql:1)
--    note: delete-data:t.b: it has no value in any row
ALTER TABLE "t" DROP COLUMN "b";

-- 3. create trigger r anew (wanted.sql:2)
--    note: behaviour-change:r: the trigger says something else than before
CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET a = 1 WHERE a IS NULL; END;
