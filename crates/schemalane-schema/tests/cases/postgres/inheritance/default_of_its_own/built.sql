CREATE TABLE base (id int, a text);
CREATE TABLE child (b int) INHERITS (base);
ALTER TABLE child ALTER a SET DEFAULT 'mine', ALTER a SET NOT NULL;
