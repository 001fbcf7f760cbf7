-- 1. drop view v
--    warning: behaviour-change:v: the view is there no more for those who use it
DROP VIEW "v";
