CREATE TYPE p AS (a int, b text);
CREATE TYPE o AS (p p);
CREATE TABLE t (id int PRIMARY KEY, o o);
