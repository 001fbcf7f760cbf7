CREATE TYPE p AS (a int);
CREATE TABLE t (id int PRIMARY KEY, one p);
