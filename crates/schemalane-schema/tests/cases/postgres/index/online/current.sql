CREATE TABLE t (a int, b text);
CREATE INDEX other ON t (a);
INSERT INTO t VALUES (1, 'x');
