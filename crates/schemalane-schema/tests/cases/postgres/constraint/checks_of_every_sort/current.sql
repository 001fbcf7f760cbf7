CREATE TABLE t (a int CHECK (a > 0), b int, c int, CONSTRAINT pair CHECK (b < c));
INSERT INTO t VALUES (1, 2, 3);
