CREATE TABLE t (a, b);
INSERT INTO t (a) VALUES ('keep');
