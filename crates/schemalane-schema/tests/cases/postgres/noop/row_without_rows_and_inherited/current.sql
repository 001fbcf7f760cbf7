CREATE TABLE base (id int NOT NULL, a text DEFAULT 'x', CHECK (id > 0));
CREATE TABLE child (b int) INHERITS (base);
INSERT INTO child VALUES (1, 'x', 2);
