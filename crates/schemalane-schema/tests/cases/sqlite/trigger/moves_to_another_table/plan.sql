-- 1. drop trigger r
DROP TRIGGER "r";

-- 2. make anew trigger r (wanted.sql:3)
--    note: behaviour-change:r: the trigger says something else than before
CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT 1; END;
