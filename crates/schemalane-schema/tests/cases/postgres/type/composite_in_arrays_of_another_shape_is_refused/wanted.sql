CREATE TYPE p AS (b text, a int);
CREATE TABLE t (id int PRIMARY KEY, many p[]);
