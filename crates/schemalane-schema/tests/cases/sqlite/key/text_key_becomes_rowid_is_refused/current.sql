CREATE TABLE t (id TEXT PRIMARY KEY, n TEXT);
INSERT INTO t VALUES ('1', 'x'), ('two', 'y'), ('3.5', 'z'), ('04', 'a'), (NULL, 'b');
