-- 1. drop index i
DROP INDEX "i";

-- 2. drop index j
DROP INDEX "j";

-- 3. drop index k
DROP INDEX "k";

-- 4. make anew index i (wanted.sql:2)
CREATE INDEX i ON t (upper(a));

-- 5. make anew index j (wanted.sql:3)
CREATE INDEX j ON t (a DESC);

-- 6. make anew index k (wanted.sql:4)
CREATE INDEX k ON t (a COLLATE NOCASE);
