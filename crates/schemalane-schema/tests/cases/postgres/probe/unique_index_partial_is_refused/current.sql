CREATE TABLE t (id int PRIMARY KEY, a int, gone boolean);
INSERT INTO t VALUES (1, 5, false), (2, 5, true), (3, 5, false);
