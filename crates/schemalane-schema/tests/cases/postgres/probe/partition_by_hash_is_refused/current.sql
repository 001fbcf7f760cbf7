CREATE TABLE t (id int NOT NULL, a text) PARTITION BY HASH (id);
CREATE TABLE t_0 (id int NOT NULL, a text);
INSERT INTO t_0 SELECT n, 'x' FROM generate_series(1, 8) AS n;
