CREATE TABLE t (a text PRIMARY KEY);
INSERT INTO t VALUES ('x'), ('y'), ('z');
