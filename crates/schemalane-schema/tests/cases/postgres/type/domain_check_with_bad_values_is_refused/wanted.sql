CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, a positive, b int);
CREATE TABLE u (id int PRIMARY KEY, c positive NOT NULL);
