CREATE TABLE people (id int PRIMARY KEY, nick text);
CREATE VIEW v AS SELECT nick FROM people;
INSERT INTO people VALUES (1, 'x');
