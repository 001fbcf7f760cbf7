CREATE TYPE p AS (a int, b text, c int);
CREATE TYPE outer_p AS (inner_p p, more p[]);
CREATE DOMAIN dp AS p;
CREATE TABLE t (id int PRIMARY KEY, one p, many p[], d dp, o outer_p);
INSERT INTO t VALUES
    (1, ROW(1, 'x', NULL), ARRAY[ROW(1, 'y', NULL), ROW(2, NULL, NULL)]::p[], ROW(1, 'z', NULL)::p,
        ROW(ROW(1, 'i', NULL)::p, ARRAY[ROW(1, 'm', NULL), ROW(1, 'n', NULL)]::p[])),
    (2, NULL, NULL, NULL, NULL), (3, ROW(NULL, NULL, NULL), '{}', NULL, NULL);
