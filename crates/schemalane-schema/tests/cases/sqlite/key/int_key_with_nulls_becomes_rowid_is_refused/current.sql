CREATE TABLE t (id INT PRIMARY KEY, n TEXT);
INSERT INTO t VALUES (7, 'seven'), (NULL, 'x'), (NULL, 'y');
