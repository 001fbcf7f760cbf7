CREATE TABLE t (id int NOT NULL, a int, b int, c int);
INSERT INTO t VALUES (1, 1, 1), (2, 2, 2);
