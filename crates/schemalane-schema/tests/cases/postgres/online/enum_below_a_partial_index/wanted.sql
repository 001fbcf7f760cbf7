CREATE TYPE st AS ENUM ('b', 'a');
CREATE TABLE t (id int PRIMARY KEY, s st);
CREATE INDEX t_a ON t (id) WHERE s = 'a';
