CREATE TABLE people (id serial PRIMARY KEY, name text UNIQUE, CONSTRAINT people_name_check CHECK (name <> ''));
CREATE INDEX people_lower ON people (lower(name));
CREATE TABLE posts (id int PRIMARY KEY, person int REFERENCES people);
CREATE VIEW v AS SELECT name FROM people;
INSERT INTO people (name) VALUES ('x'), ('y'); INSERT INTO posts VALUES (1, 2);
