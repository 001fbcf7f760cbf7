CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (a int, m mood DEFAULT 'ok');
INSERT INTO t VALUES (1, 'ok');
