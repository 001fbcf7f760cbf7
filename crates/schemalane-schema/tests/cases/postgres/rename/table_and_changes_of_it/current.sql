CREATE TABLE people (id int PRIMARY KEY, name varchar(10), n int, gone text);
CREATE VIEW names AS SELECT name FROM people;
INSERT INTO people VALUES (1, 'x', 5, 'bye');
