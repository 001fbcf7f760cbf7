CREATE TABLE t (a int, b int);
CREATE VIEW v (x, y) AS SELECT a, b FROM t;
INSERT INTO t VALUES (1, 2);
