CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
CREATE TABLE logins (email text REFERENCES users (email));
INSERT INTO users VALUES (1, 'a'); INSERT INTO logins VALUES ('a');
