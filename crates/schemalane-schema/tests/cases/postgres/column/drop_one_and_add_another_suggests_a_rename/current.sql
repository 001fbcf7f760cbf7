CREATE TABLE t (id int PRIMARY KEY, nick text);
INSERT INTO t VALUES (1, 'x');
