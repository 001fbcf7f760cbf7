CREATE TABLE t (id int PRIMARY KEY, kind varchar(10) CHECK (kind IN ('a', 'b')));
INSERT INTO t VALUES (1, 'a');
