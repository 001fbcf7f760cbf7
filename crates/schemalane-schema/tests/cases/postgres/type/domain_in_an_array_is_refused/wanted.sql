CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN more AS positive;
CREATE TABLE t (id int PRIMARY KEY, a positive, b positive[]);
