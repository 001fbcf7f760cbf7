CREATE TABLE t (a smallint, g int GENERATED ALWAYS AS (a + 1) STORED CHECK (g > 0));
