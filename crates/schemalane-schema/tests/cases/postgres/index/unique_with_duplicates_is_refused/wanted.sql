CREATE TABLE users (id int PRIMARY KEY, email text, gone bool NOT NULL DEFAULT false);
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE NOT gone;
