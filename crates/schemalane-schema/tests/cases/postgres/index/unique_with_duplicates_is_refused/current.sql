CREATE TABLE users (id int PRIMARY KEY, email text, gone bool NOT NULL DEFAULT false);
INSERT INTO users VALUES (1, 'A@x', false), (2, 'a@x', false), (3, 'a@x', true), (4, 'b@x', false);
