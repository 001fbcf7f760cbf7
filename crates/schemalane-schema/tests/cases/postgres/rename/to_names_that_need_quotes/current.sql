CREATE TABLE items (id int, name text, n int);
INSERT INTO items VALUES (1, 'x', 2);
