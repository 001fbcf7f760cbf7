CREATE TABLE p (id int PRIMARY KEY, code text);
CREATE TABLE c (code text);
INSERT INTO p VALUES (1, 'x');
INSERT INTO c VALUES ('x');
