CREATE TYPE p AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, one p);
INSERT INTO t VALUES (1, ROW(1, NULL)), (2, NULL);
