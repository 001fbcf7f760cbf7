-- 1. drop index i
DROP INDEX "i";

-- 2. make anew index i (wanted.sql:2)
--    note: index-build:i: rows to read: 2; the database is locked meanwhile
CREATE UNIQUE INDEX i ON t (a);
