-- 1. create index i (wanted.sql:2)
CREATE INDEX i ON t (a + b, coalesce(a, b) DESC);
