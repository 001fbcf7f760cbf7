CREATE TABLE a (a int, b int);
INSERT INTO a VALUES (1, 2);
