-- 1. drop index gone
--    note: index-drop:gone: queries that use it become slower
DROP INDEX "gone";

-- 2. drop index other
--    note: index-drop:other: queries that use it become slower
DROP INDEX "other";

-- 3. create index fresh (wanted.sql:2)
--    note: index-build:fresh: 0 rows to sort
CREATE INDEX fresh ON t (b);

-- 4. create index other (wanted.sql:3)
--    note: index-build:other: 0 rows to sort
CREATE INDEX other ON t (a, b);
