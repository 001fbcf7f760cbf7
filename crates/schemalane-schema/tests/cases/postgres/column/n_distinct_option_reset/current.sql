CREATE TABLE t (id int, a text, b text);
ALTER TABLE t ALTER a SET (n_distinct = 100, n_distinct_inherited = 50);
ALTER TABLE t ALTER b SET (n_distinct = -0.5);
INSERT INTO t VALUES (1, 'x');
