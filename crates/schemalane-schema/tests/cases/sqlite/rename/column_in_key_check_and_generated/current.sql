CREATE TABLE t (a INT PRIMARY KEY, b INT CHECK (b > a), c INT AS (a + b));
INSERT INTO t (a, b) VALUES (1, 2);
