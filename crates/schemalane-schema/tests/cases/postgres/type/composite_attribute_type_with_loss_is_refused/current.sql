CREATE TYPE p AS (a numeric, b text);
CREATE TABLE t (id int PRIMARY KEY, one p, many p[]);
INSERT INTO t VALUES (1, ROW(1.5, 'x'), ARRAY[ROW(2.5, 'x'), ROW(3, 'y')]::p[]);
