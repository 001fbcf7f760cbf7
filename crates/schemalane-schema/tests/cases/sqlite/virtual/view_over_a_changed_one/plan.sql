-- 1. drop table s
--    note: delete-data:s: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "s";

-- 2. make anew table s (wanted.sql:1)
CREATE VIRTUAL TABLE s USING fts5 (body, title);
