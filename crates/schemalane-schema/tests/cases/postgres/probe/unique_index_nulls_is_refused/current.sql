CREATE TABLE t (id int PRIMARY KEY, a int, b int);
INSERT INTO t VALUES (1, 5, NULL), (2, 5, NULL), (3, NULL, 1);
