CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (a int, m mood DEFAULT 'ok');
CREATE VIEW v AS SELECT m FROM t;
INSERT INTO t VALUES (1, 'ok');
