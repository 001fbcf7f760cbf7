CREATE TYPE p AS (a int, c int);
CREATE TABLE t (id int PRIMARY KEY, one p);
CREATE VIEW v AS SELECT (one).a, (one).c AS b FROM t;
