CREATE TYPE mood AS ENUM ('sad', 'ok', 'great');
CREATE TABLE t (id int PRIMARY KEY, m mood);
INSERT INTO t VALUES (1, 'great'), (2, 'ok'), (3, 'great');
