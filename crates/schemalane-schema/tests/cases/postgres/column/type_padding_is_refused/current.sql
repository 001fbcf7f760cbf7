CREATE TABLE t (b text, c char(5));
INSERT INTO t VALUES ('ab  ', 'abc'), ('ab', 'ab');
