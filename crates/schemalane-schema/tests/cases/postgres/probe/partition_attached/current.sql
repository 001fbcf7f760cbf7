CREATE TABLE t (id int NOT NULL, a text) PARTITION BY RANGE (id);
CREATE TABLE t_1 (id int NOT NULL, a text);
INSERT INTO t_1 VALUES (3, 'x');
