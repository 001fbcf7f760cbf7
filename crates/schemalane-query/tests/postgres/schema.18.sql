-- What PostgreSQL has from version 18 on: a constraint that does not hold for the rows that are there, and columns that
-- are computed when they are read.
CREATE TABLE late (id int, word text);
INSERT INTO late VALUES (NULL, 'x');
ALTER TABLE late ADD CONSTRAINT late_id NOT NULL id NOT VALID;
CREATE TABLE computed (a int NOT NULL, b int GENERATED ALWAYS AS (nullif(a, 1)) VIRTUAL, c int NOT NULL GENERATED ALWAYS AS (a + 1) VIRTUAL);
INSERT INTO computed VALUES (1), (2);
