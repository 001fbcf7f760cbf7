-- 1. drop trigger r
--    note: behaviour-change:r: whoever uses it fails
DROP TRIGGER "r";
