CREATE TYPE mood AS ENUM ('good');
CREATE TABLE t (id int PRIMARY KEY, mood text);
INSERT INTO t VALUES (1, 'good'), (2, 'bad');
