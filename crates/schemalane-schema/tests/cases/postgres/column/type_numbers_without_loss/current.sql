CREATE TABLE t (scale numeric(10,4), whole numeric, float float8, big bigint);
INSERT INTO t VALUES (1.2300, 2, 0.5, 1);
