CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE t (id int PRIMARY KEY, moods mood[]);
INSERT INTO t VALUES (1, '{good,bad}'), (2, '{good}');
