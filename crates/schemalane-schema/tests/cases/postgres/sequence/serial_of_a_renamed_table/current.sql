CREATE TABLE people (id serial CONSTRAINT users_pkey PRIMARY KEY, name text);
INSERT INTO people (name) VALUES ('x'), ('y');
GRANT USAGE ON SEQUENCE people_id_seq TO clerk;
