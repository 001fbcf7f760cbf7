CREATE TABLE t (a text, id serial PRIMARY KEY CHECK (id > 0));
