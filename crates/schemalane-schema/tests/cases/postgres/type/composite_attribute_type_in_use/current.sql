CREATE TYPE p AS (a int, b text, gone int);
CREATE TABLE t (id int PRIMARY KEY, one p NOT NULL DEFAULT ROW(0, 'd', NULL)::p, many p[]);
CREATE TABLE arrays (many p[]);
INSERT INTO t VALUES (1, ROW(1, 'x', NULL)), (2, ROW(NULL, NULL, NULL)), (3, DEFAULT);
CREATE VIEW v AS SELECT one FROM t;
CREATE FUNCTION f(x p) RETURNS p LANGUAGE sql AS 'SELECT x';
ALTER TABLE t DROP many; DROP TABLE arrays;
