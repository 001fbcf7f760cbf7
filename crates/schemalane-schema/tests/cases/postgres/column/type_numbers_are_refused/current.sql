CREATE TABLE t (scale numeric(10,4), whole numeric, float float8, big bigint, exact float8, money numeric);
INSERT INTO t VALUES (1.2345, 1.5, 0.1, 9007199254740993, 0.30000000000000004, 1.10), (1.2300, 2, 0.5, 1, 0.1, 2);
