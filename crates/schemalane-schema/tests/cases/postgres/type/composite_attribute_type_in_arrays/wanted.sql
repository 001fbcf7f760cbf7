CREATE TYPE p AS (a bigint, b text);
CREATE TABLE t (id int PRIMARY KEY, many p[]);
