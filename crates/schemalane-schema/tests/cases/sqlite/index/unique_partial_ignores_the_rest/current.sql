CREATE TABLE t (a INT, gone INT);
INSERT INTO t VALUES (1, 1), (1, 1), (1, 0);
