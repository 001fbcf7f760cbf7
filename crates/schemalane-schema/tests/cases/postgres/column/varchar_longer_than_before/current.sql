CREATE TABLE t (id int PRIMARY KEY, name varchar(10) UNIQUE, code varchar(5));
CREATE INDEX t_code ON t (code);
INSERT INTO t VALUES (1, 'x', 'y');
CREATE TABLE before (n oid);
INSERT INTO before SELECT pg_relation_filenode('t');
