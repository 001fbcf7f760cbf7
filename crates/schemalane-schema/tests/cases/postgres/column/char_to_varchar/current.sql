CREATE TABLE t (a char(5));
INSERT INTO t VALUES ('x');
