-- 1. drop view v
--    warning: behaviour-change:v: the view is there no more for those who use it
DROP VIEW "v";

-- 2. drop view w
--    warning: behaviour-change:w: the view is there no more for those who use it
DROP VIEW "w";
