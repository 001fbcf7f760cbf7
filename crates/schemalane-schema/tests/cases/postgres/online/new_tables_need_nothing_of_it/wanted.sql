CREATE TABLE t (a int);
CREATE TABLE u (id int PRIMARY KEY, a int CHECK (a > 0) NOT NULL);
CREATE INDEX u_a ON u (a);
