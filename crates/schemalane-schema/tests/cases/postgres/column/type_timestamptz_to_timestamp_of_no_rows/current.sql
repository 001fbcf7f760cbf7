CREATE TABLE t (id int PRIMARY KEY, at timestamptz);
INSERT INTO t VALUES (1, NULL);
