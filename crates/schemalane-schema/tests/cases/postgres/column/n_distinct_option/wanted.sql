CREATE TABLE t (id int, a text);
ALTER TABLE t ALTER a SET (n_distinct = 100);
