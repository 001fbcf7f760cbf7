CREATE TABLE t (id int NOT NULL, a int, b text);
CREATE INDEX i ON t (a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y'), (3, NULL, 'z');
