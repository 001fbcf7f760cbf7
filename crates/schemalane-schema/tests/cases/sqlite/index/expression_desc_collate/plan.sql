-- 1. drop index i to make it anew
DROP INDEX "i";

-- 2. drop index j to make it anew
DROP INDEX "j";

-- 3. drop index k to make it anew
DROP INDEX "k";

-- 4. create index i anew (wanted.sql:2)
CREATE INDEX i ON t (upper(a));

-- 5. create index j anew (wanted.sql:3)
CREATE INDEX j ON t (a DESC);

-- 6. create index k anew (wanted.sql:4)
CREATE INDEX k ON t (a COLLATE NOCASE);
