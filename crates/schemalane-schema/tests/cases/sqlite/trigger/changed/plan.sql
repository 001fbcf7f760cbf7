-- 1. drop trigger r to make it anew
DROP TRIGGER "r";

-- 2. create trigger r anew (wanted.sql:2)
--    note: behaviour-change:r: the trigger says something else than before
CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END;
END;
