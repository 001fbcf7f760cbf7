CREATE TABLE t (id int PRIMARY KEY, kind varchar(10));
INSERT INTO t VALUES (1, 'a');
