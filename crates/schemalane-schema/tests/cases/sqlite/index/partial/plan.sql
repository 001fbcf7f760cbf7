-- 1. drop index i
DROP INDEX "i";

-- 2. make anew index i (wanted.sql:2)
CREATE INDEX i ON t (a) where a > 1;
