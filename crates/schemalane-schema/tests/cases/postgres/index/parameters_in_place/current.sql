CREATE TABLE t (a int, b text);
CREATE INDEX i ON t (a) WITH (fillfactor = 80);
CREATE INDEX j ON t (b) WITH (deduplicate_items = off);
INSERT INTO t VALUES (1, 'x');
CREATE TABLE before (n oid);
INSERT INTO before SELECT pg_relation_filenode('i');
