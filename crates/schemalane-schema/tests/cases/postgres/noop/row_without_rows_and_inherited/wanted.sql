CREATE TABLE base (id int CONSTRAINT base_id_check CHECK (id > 0) NOT NULL, a text DEFAULT 'x');
CREATE TABLE child (b int) INHERITS (public.base);
