CREATE TABLE users (id int PRIMARY KEY, email text, gone bool NOT NULL DEFAULT false);
CREATE UNIQUE INDEX users_email ON users (email) WHERE NOT gone;
CREATE TABLE logins (email text);
