CREATE TABLE t (a TEXT, b TEXT, n TEXT, PRIMARY KEY (a, b));
INSERT INTO t VALUES ('x', 'y', '1'), (NULL, 'y', '2'), ('x', NULL, '3'), (NULL, NULL, '4');
