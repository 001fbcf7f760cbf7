CREATE DOMAIN positive AS int;
CREATE TABLE t (id int PRIMARY KEY, a positive, b int);
CREATE TABLE u (id int PRIMARY KEY, c positive NOT NULL);
INSERT INTO t VALUES (1, -1, -1), (2, 3, 0);
INSERT INTO u VALUES (7, -7);
