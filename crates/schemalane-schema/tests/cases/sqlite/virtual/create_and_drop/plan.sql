-- 1. drop table f
--    note: delete-data:f: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "f";

-- 2. create table g (wanted.sql:1)
CREATE VIRTUAL TABLE g USING fts5 (body, title);
