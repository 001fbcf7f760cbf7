CREATE TABLE sessions (id int PRIMARY KEY);
INSERT INTO sessions VALUES (1), (2), (3);
