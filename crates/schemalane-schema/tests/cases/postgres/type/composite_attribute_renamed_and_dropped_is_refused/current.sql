CREATE TYPE p AS (a int, b text, gone int);
CREATE TYPE o AS (first p, x int);
CREATE TABLE t (id int PRIMARY KEY, one o);
INSERT INTO t VALUES (1, ROW(ROW(1, 'x', 7), 1));
