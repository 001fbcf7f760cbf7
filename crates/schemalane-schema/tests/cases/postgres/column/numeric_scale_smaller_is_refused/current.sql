CREATE TABLE t (id int PRIMARY KEY, a numeric(8, 3));
INSERT INTO t VALUES (1, 1.125), (2, 7.500);
