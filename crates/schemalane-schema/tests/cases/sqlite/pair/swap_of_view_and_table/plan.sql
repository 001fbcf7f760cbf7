-- 1. drop view b
--    warning: behaviour-change:view:b: the view is there no more for those who use it
DROP VIEW "b";

-- 2. drop table a
--    note: delete-data:a: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "a";

-- 3. create table b (wanted.sql:1)
CREATE TABLE b (x INT);

-- 4. create view a (wanted.sql:2)
CREATE VIEW a AS SELECT x FROM b;

-- Is b the new name of a? If so, write `-- @renamed from=a` on the line of CREATE TABLE.
