CREATE TABLE o (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE t (a int, b int);
INSERT INTO o VALUES (1, 1);
INSERT INTO t VALUES (1, 1);
