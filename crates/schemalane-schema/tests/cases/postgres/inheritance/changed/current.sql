CREATE TABLE base (id int, a text);
CREATE TABLE other (z int);
CREATE TABLE child (b int) INHERITS (base);
CREATE TABLE loose (z int, y int);
INSERT INTO child VALUES (1, 'x', 2); INSERT INTO loose VALUES (1, 2);
