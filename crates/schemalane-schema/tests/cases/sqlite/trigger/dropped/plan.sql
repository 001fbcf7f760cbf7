-- 1. drop trigger r
--    warning: behaviour-change:r: the trigger is there no more for those who use it
DROP TRIGGER "r";
