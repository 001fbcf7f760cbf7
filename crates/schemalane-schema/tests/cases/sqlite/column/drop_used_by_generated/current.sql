CREATE TABLE t (a INT, b INT, c INT AS (a + b));
INSERT INTO t (a) VALUES (1);
