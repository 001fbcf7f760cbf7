CREATE TABLE t (a int4range);
INSERT INTO t VALUES ('[1,2)');
