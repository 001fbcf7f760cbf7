CREATE TABLE o (a int, b int, PRIMARY KEY (a, b));
INSERT INTO o VALUES (1, 1);
CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1, 1), (1, NULL), (NULL, NULL);
