CREATE TABLE t (id int PRIMARY KEY, mood text DEFAULT 'good');
INSERT INTO t VALUES (1, 'good'), (3, NULL);
