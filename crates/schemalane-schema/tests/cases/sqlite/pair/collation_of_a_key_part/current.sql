CREATE TABLE t (a TEXT, b TEXT, UNIQUE (a, b));
INSERT INTO t VALUES ('x', 'y'), ('X ', 'y');
