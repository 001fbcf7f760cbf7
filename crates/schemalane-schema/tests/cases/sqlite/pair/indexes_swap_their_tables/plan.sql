-- 1. drop index i
DROP INDEX "i";

-- 2. drop index j
DROP INDEX "j";

-- 3. make anew index i (wanted.sql:3)
--    note: index-build:i: rows to read: 1; the database is locked meanwhile
CREATE INDEX i ON u (a);

-- 4. make anew index j (wanted.sql:4)
--    note: index-build:j: rows to read: 1; the database is locked meanwhile
CREATE INDEX j ON t (a);
