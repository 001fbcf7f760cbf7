CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT small CHECK (10 / a < 5));
