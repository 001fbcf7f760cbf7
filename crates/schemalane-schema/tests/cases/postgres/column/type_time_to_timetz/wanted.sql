CREATE TABLE t (a timetz, d timestamp);
