CREATE TABLE t (id int PRIMARY KEY, mail text);
INSERT INTO t VALUES (1, 'A@b'), (2, 'a@b'), (3, NULL), (4, NULL);
