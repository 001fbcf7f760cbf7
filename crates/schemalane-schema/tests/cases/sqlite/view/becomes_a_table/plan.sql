-- 1. drop view x
--    note: behaviour-change:x: whoever uses it fails
DROP VIEW "x";

-- 2. create table x (wanted.sql:1)
CREATE TABLE x (a INT);
