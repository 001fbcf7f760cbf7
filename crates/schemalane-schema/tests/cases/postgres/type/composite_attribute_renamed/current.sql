CREATE TYPE p AS (a int, b text, gone int);
CREATE TABLE t (id int PRIMARY KEY, one p);
INSERT INTO t VALUES (1, ROW(1, 'x', NULL));
CREATE VIEW v AS SELECT (one).b AS b FROM t;
