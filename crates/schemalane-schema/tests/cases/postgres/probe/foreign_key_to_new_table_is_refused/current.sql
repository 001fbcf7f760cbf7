CREATE TABLE t (id int PRIMARY KEY, owner int);
INSERT INTO t VALUES (1, NULL), (2, 5);
