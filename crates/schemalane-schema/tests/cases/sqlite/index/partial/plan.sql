-- 1. drop index i to make it anew
DROP INDEX "i";

-- 2. create index i anew (wanted.sql:2)
CREATE INDEX i ON t (a) where a > 1;
