CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (a int);
INSERT INTO t VALUES (1);
