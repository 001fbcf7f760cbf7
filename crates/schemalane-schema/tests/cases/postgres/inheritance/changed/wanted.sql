CREATE TABLE base (id int, a text, c int DEFAULT 5, CHECK (id > 0));
CREATE TABLE other (z int);
CREATE TABLE child (b int) INHERITS (base);
CREATE TABLE loose (z int, y int) INHERITS (other);
