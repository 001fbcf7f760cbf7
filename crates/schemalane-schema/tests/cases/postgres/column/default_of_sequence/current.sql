CREATE SEQUENCE numbers START 100;
CREATE TABLE t (a bigint, b text);
INSERT INTO t VALUES (nextval('numbers'), 'x');
