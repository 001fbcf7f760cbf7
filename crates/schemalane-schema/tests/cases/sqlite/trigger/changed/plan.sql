-- 1. drop trigger r
--    note: behaviour-change:r: its text changes
DROP TRIGGER "r";

-- 2. create trigger r (wanted.sql:2)
CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END;
END;
