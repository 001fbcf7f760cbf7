CREATE TABLE base (id int, a text);
CREATE TABLE child (b int) INHERITS (base);
INSERT INTO child VALUES (1, 'x', 2);
