CREATE TABLE people (id int PRIMARY KEY, nick text);
INSERT INTO people VALUES (1, 'x'), (2, 'x');
