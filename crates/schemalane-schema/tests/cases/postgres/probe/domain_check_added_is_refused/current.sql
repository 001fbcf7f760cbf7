CREATE DOMAIN amount AS int;
CREATE TABLE t (id int PRIMARY KEY, a amount);
INSERT INTO t VALUES (1, 5), (2, -5), (3, 0);
