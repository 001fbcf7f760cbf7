CREATE TABLE t (a int);
INSERT INTO t VALUES (1), (2);
CREATE INDEX old ON t (a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'old'::regclass;
