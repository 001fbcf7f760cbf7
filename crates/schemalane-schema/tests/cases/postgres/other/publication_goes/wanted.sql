CREATE TABLE t (id int PRIMARY KEY, more text);
