-- 1. drop index i
DROP INDEX "i";

-- 2. make anew index i (wanted.sql:3)
CREATE INDEX i ON u (a);
