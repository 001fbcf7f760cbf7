CREATE TABLE t (j json);
INSERT INTO t VALUES ('{"a":1, "a":2}'), ('{"a":1}'), ('[1e2]');
