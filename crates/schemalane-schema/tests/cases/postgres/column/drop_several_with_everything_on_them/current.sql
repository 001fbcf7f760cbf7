CREATE TABLE t (id int PRIMARY KEY, b int UNIQUE, c int CHECK (c > 0), d int, CHECK (b < c));
CREATE INDEX t_bc ON t (b, c);
CREATE INDEX t_d ON t (d) WHERE c > 0;
INSERT INTO t VALUES (1, 2, 3, 4);
