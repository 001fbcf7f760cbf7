-- 1. drop index i to make it anew
DROP INDEX "i";

-- 2. create index i anew (wanted.sql:2)
--    note: index-build:i: rows to read: 2; the database is locked meanwhile
CREATE UNIQUE INDEX i ON t (a);
