CREATE TABLE t (id int NOT NULL, a int, b text);
INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y'), (3, NULL, 'z');
