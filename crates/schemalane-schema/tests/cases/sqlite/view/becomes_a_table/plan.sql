-- 1. drop view x
--    warning: behaviour-change:view:x: the view is there no more for those who use it
DROP VIEW "x";

-- 2. create table x (wanted.sql:1)
CREATE TABLE x (a INT);
