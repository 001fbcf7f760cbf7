CREATE TABLE t (a int, b int, CONSTRAINT pair CHECK (a + b < 100 AND a IN (1, 2, 3)));
INSERT INTO t VALUES (1, 2);
