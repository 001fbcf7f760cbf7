CREATE TABLE t (a bigint);
CREATE INDEX i ON t (a);
