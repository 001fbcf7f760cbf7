CREATE TABLE base (id int, a text);
CREATE TABLE child (b int, a text DEFAULT 'mine' NOT NULL) INHERITS (base);
