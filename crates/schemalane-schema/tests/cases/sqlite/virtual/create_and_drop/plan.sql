-- 1. drop table f
--    note: delete-data:f: it has no rows
DROP TABLE "f";

-- 2. create table g (wanted.sql:1)
CREATE VIRTUAL TABLE g USING fts5 (body, title);

-- Is g the new name of f? If so, write `-- @renamed from=f` on the line of CREATE TABLE.
