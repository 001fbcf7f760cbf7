CREATE DOMAIN amount AS int CONSTRAINT positive CHECK (VALUE >= 0);
CREATE TABLE t (id int PRIMARY KEY, a amount);
