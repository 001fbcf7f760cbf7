-- 1. drop index i to make it anew
DROP INDEX "i";

-- 2. drop column gone of table t (wanted.sql:1)
--    note: delete-data:t.gone: it has no value in any row
ALTER TABLE "t" DROP COLUMN "gone";

-- 3. create index i anew (wanted.sql:2)
--    note: index-build:i: rows to read: 2; the database is locked meanwhile
CREATE UNIQUE INDEX i ON t (a);
