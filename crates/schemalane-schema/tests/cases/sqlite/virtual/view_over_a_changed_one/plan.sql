-- 1. drop table s to make it anew
--    note: delete-data:s: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "s";

-- 2. create table s anew (wanted.sql:1)
CREATE VIRTUAL TABLE s USING fts5 (body, title);
