CREATE TABLE t (a TEXT, b, PRIMARY KEY (a, b), UNIQUE (a, b));
