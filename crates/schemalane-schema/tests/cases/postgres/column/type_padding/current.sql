CREATE TABLE t (a char(5), b text, c char(5));
INSERT INTO t VALUES ('ab', 'ab', 'ab');
