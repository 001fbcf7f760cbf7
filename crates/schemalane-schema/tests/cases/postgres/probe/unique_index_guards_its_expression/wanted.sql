CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE UNIQUE INDEX t_a ON t ((a::int)) WHERE a ~ '^[0-9]+$';
