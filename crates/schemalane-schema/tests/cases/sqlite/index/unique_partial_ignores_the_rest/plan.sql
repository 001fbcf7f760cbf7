-- 1. create index i (wanted.sql:2)
--    note: index-build:i: rows to read: 3; the database is locked meanwhile
CREATE UNIQUE INDEX i ON t (a) WHERE gone = 0;
