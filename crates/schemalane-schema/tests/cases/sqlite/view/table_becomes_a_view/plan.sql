-- 1. drop table x
--    note: delete-data:x: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "x";

-- 2. create view x (wanted.sql:1)
CREATE VIEW x AS SELECT 1 AS a;
