CREATE TABLE parent (a int, b int, c text);
CREATE TABLE child (d int) INHERITS (parent);
INSERT INTO child VALUES (1, 2, 'x', 3);
