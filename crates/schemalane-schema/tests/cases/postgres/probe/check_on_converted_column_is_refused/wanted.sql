CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT small CHECK (a < 10));
