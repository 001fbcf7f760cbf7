CREATE TABLE t (tenant int NOT NULL, id int PRIMARY KEY, a text);
INSERT INTO t VALUES (1, 1, 'x'), (1, 2, 'y');
