CREATE TYPE pair AS (a int, b text);
CREATE TABLE t OF pair (CHECK (b IN ('x', 'y')), PRIMARY KEY (a));
CREATE TABLE other (id int, CHECK (id > 0));
