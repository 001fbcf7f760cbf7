CREATE TABLE t (a int, g int);
INSERT INTO t (a, g) VALUES (1, 5);
