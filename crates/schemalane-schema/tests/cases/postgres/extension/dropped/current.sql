CREATE EXTENSION hstore;
CREATE TABLE t (a int, h hstore);
INSERT INTO t VALUES (1, 'a=>1');
