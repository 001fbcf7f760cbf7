CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
INSERT INTO t VALUES (NULL, 'first'), (1, 'second'), (2, 'third'), (NULL, 'fourth');
