CREATE TABLE t (id double precision, n numeric(6, 2));
INSERT INTO t VALUES (7.4, 3.5);
