CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, s st);
CREATE INDEX t_a ON t (id) WHERE s = 'a';
INSERT INTO t VALUES (1, 'a');
