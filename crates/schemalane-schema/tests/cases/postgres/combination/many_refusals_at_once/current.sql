CREATE TABLE a (id int PRIMARY KEY, gone text, short text, n int, u int);
CREATE TABLE b (x int);
INSERT INTO a VALUES (1, 'x', 'much too long', NULL, 1), (2, NULL, 'ok', 2, 1);
INSERT INTO b VALUES (1), (2);
