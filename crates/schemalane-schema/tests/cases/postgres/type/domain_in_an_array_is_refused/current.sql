CREATE DOMAIN positive AS int;
CREATE DOMAIN more AS positive;
CREATE TABLE t (id int PRIMARY KEY, a positive, b positive[]);
INSERT INTO t VALUES (1, -1, '{1}'), (2, 3, '{1}');
