CREATE TABLE t (a int, b text) WITH (autovacuum_enabled = 'false', fillfactor = '70');
CREATE INDEX i ON t (a) WITH (fillfactor = '90');
