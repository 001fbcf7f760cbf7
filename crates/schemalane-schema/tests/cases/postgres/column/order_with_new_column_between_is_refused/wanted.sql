CREATE TABLE t (a int, between_them int, b int);
