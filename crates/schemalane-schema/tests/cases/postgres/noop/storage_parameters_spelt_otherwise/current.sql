CREATE TABLE t (a int, b text) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE INDEX i ON t (a) WITH (fillfactor = 90);
ALTER TABLE t ALTER b SET STORAGE EXTENDED;
INSERT INTO t VALUES (1, 'x');
