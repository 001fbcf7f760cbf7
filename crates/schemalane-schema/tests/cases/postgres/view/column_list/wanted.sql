CREATE TABLE t (a int, b int);
CREATE VIEW v (x, z) AS SELECT a, b FROM t;
