CREATE TABLE t (a int, b text) WITH (fillfactor = 80, autovacuum_enabled = off);
INSERT INTO t VALUES (1, 'x');
