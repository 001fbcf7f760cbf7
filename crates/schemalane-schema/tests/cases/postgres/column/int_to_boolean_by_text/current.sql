CREATE TABLE t (a smallint);
INSERT INTO t VALUES (0), (1);
