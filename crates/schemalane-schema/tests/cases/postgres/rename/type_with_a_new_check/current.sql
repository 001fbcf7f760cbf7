CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id int PRIMARY KEY, mood mood);
INSERT INTO t VALUES (1, 'glad');
