CREATE TABLE people (id int);
CREATE TABLE users (id int);
INSERT INTO people VALUES (1); INSERT INTO users VALUES (2);
