CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE addresses (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users ON DELETE CASCADE, street text, city text);
CREATE INDEX addresses_user ON addresses (user_id);
CREATE VIEW addresses_of AS SELECT user_id AS id, city FROM addresses;
