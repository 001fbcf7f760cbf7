CREATE TYPE p AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, one p);
INSERT INTO t VALUES (1, ROW(1, 'x'));
CREATE VIEW v AS SELECT (one).a, (one).b FROM t;
