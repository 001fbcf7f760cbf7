CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX one ON t (a);
CREATE INDEX two ON t (b);
INSERT INTO t VALUES (1, 1), (2, 2);
