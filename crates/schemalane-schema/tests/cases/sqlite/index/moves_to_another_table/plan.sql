-- 1. drop index i
--    note: index-drop:i: queries that use it become slower
DROP INDEX "i";

-- 2. create index i (wanted.sql:3)
--    note: index-build:i: 0 rows to sort
CREATE INDEX i ON u (a);
