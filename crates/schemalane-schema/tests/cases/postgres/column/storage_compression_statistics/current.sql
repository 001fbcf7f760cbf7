CREATE TABLE t (id int, a text, b text, c int);
INSERT INTO t VALUES (1, 'x', 'y', 2);
CREATE TABLE before (n oid);
INSERT INTO before SELECT pg_relation_filenode('t');
