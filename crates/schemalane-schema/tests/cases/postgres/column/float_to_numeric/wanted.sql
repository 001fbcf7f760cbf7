CREATE TABLE t (id int, a numeric);
