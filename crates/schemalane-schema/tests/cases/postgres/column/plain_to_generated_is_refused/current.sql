CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (3, 7), (4, NULL);
