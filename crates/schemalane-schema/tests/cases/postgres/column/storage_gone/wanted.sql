CREATE TABLE t (a text, n numeric(9,2));
