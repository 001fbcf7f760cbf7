CREATE TABLE t (id int PRIMARY KEY, mood text);
INSERT INTO t VALUES (1, 'good'), (2, 'fair'), (3, NULL);
