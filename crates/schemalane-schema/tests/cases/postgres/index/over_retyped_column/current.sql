CREATE TABLE t (a text, b varchar(10));
CREATE UNIQUE INDEX i ON t (a) WHERE a <> '';
CREATE INDEX j ON t (lower(b));
CREATE INDEX k ON t (b varchar_pattern_ops) WHERE b IS NOT NULL;
INSERT INTO t VALUES ('1', 'x'), ('2', 'y');
