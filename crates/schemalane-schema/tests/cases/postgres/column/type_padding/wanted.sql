CREATE TABLE t (a text, b char(5), c char(2));
