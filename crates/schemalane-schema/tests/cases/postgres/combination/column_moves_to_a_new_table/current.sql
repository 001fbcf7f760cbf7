CREATE TABLE users (id int PRIMARY KEY, street text, city text);
CREATE VIEW addresses_of AS SELECT id, city FROM users;
INSERT INTO users VALUES (1, 's', 'c');
