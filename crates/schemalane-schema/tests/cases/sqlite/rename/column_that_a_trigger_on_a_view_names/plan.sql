-- 1. set aside trigger insert_v, since SQLite cannot rename what it names
DROP TRIGGER IF EXISTS "insert_v";

-- 2. drop trigger gone, since SQLite cannot rename what it names
--    warning: behaviour-change:gone: the trigger is there no more for those who use it
DROP TRIGGER IF EXISTS "gone";

-- 3. rename column state of table t to mood (wanted.sql:3)
--    warning: rename:t.state: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "state" TO "mood";

-- 4. create trigger insert_v (wanted.sql:6)
CREATE TRIGGER insert_v INSTEAD OF INSERT ON v BEGIN INSERT INTO t (mood) VALUES (NEW.mood); END;
