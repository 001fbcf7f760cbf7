CREATE TYPE p AS (a int);
CREATE TYPE outer_p AS (inner_p p, more p[]);
CREATE DOMAIN dp AS p;
CREATE TABLE t (id int PRIMARY KEY, one p, many p[], d dp, o outer_p);
