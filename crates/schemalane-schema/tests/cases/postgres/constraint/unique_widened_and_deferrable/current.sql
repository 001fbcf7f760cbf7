CREATE TABLE t (a int, b int, pos int CONSTRAINT in_order UNIQUE, CONSTRAINT pair UNIQUE (a));
INSERT INTO t VALUES (1, 1, 1), (2, 1, 2);
