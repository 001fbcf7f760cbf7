CREATE TABLE animals (id int);
CREATE TABLE cats (lives int) INHERITS (animals);
INSERT INTO animals VALUES (1), (2);
INSERT INTO cats VALUES (3, 9);
