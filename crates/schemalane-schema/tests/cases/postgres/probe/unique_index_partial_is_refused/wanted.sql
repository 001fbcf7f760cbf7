CREATE TABLE t (id int PRIMARY KEY, a int, gone boolean);
CREATE UNIQUE INDEX t_a ON t (a) WHERE NOT gone;
