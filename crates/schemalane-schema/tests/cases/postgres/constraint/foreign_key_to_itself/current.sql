CREATE TABLE t (id int PRIMARY KEY, parent int);
INSERT INTO t VALUES (1, NULL), (2, 1);
