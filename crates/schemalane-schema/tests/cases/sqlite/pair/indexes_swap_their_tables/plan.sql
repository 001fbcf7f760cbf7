-- 1. drop index i to make it anew
DROP INDEX "i";

-- 2. drop index j to make it anew
DROP INDEX "j";

-- 3. create index i anew (wanted.sql:3)
--    note: index-build:i: rows to read: 1; the database is locked meanwhile
CREATE INDEX i ON u (a);

-- 4. create index j anew (wanted.sql:4)
--    note: index-build:j: rows to read: 1; the database is locked meanwhile
CREATE INDEX j ON t (a);
