CREATE TABLE t (id int PRIMARY KEY, d int);
CREATE INDEX t_d ON t (d);
