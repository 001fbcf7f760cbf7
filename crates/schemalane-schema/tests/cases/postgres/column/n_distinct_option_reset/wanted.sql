CREATE TABLE t (id int, a text, b text);
ALTER TABLE t ALTER b SET (n_distinct = -0.25);
