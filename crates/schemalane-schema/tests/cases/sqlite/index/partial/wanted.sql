CREATE TABLE t (a INT);
CREATE INDEX i ON t (a) where a > 1;
