CREATE TABLE t (a INT, c INT AS (a + 1));
