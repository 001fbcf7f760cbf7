CREATE TABLE t (id int, a double precision);
INSERT INTO t VALUES (1, 0.5);
