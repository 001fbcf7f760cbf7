CREATE SEQUENCE people_id_seq AS integer;
CREATE TABLE users (id int PRIMARY KEY DEFAULT nextval('people_id_seq'), name text CONSTRAINT people_name_key UNIQUE, CONSTRAINT people_name_check CHECK (name <> ''));
ALTER SEQUENCE people_id_seq OWNED BY users.id;
CREATE INDEX people_lower ON users (lower(name));
CREATE TABLE posts (id int PRIMARY KEY, person int REFERENCES users);
CREATE VIEW v AS SELECT name FROM users;
