CREATE DOMAIN amount AS int NOT NULL;
CREATE TABLE t (id int PRIMARY KEY, a amount);
