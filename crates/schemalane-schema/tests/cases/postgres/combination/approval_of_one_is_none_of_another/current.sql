CREATE TABLE t (id int, a text, b text);
INSERT INTO t VALUES (1, 'x', 'y');
