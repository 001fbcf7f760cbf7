CREATE TABLE people (name text);
INSERT INTO people VALUES ('Ada');
