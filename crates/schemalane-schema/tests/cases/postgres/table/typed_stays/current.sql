CREATE TYPE pair AS (a int, b text);
CREATE TABLE t OF pair (CHECK (b IN ('x', 'y')));
CREATE TABLE other (id int);
INSERT INTO t VALUES (1, 'x');
