CREATE TABLE t (id int PRIMARY KEY, a numeric(8, 3));
INSERT INTO t VALUES (1, 1.120), (2, 7.500);
