CREATE TABLE t (id int, nick text);
