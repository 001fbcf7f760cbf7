-- 1. drop index i
--    note: index-drop:i: queries that use it become slower
DROP INDEX "i";

-- 2. drop index j
--    note: index-drop:j: queries that use it become slower
DROP INDEX "j";

-- 3. drop index k
--    note: index-drop:k: queries that use it become slower
DROP INDEX "k";

-- 4. create index i (wanted.sql:2)
--    note: index-build:i: 0 rows to sort
CREATE INDEX i ON t (upper(a));

-- 5. create index j (wanted.sql:3)
--    note: index-build:j: 0 rows to sort
CREATE INDEX j ON t (a DESC);

-- 6. create index k (wanted.sql:4)
--    note: index-build:k: 0 rows to sort
CREATE INDEX k ON t (a COLLATE NOCASE);
