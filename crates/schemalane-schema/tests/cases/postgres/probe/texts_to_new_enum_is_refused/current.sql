CREATE TABLE t (id int PRIMARY KEY, moods text[]);
INSERT INTO t VALUES (1, '{good,fair}'), (2, '{}');
