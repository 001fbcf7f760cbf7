CREATE TYPE p AS (
    a int,
    name text -- @renamed from=b
);
CREATE TABLE t (id int PRIMARY KEY, one p);
CREATE VIEW v AS SELECT (one).name AS b FROM t;
