CREATE TYPE p AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, many p[]);
INSERT INTO t VALUES (1, ARRAY[ROW(1, 'x "y", z')]::p[]), (2, NULL), (3, '{}');
