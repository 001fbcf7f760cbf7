CREATE TABLE t (id int, tenant int);
INSERT INTO t VALUES (1, 1);
