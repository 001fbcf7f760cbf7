CREATE TABLE t (a int UNIQUE, b int, c int, d int UNIQUE);
INSERT INTO t VALUES (1, NULL, 1, 1), (2, 1, 2, 2);
