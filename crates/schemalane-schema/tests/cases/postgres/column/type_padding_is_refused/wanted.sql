CREATE TABLE t (b char(5), c char(2));
