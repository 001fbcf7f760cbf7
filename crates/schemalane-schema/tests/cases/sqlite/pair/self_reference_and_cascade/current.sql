CREATE TABLE t (id INTEGER PRIMARY KEY, up INT REFERENCES t (id), n TEXT);
INSERT INTO t VALUES (1, NULL, 'root'), (2, 1, 'child'), (3, 3, 'own');
