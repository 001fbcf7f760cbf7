CREATE TABLE t (a int, g bigint);
