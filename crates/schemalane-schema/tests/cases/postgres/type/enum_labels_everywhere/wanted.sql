CREATE TYPE mood AS ENUM ('worst', 'sad', 'so-so', 'ok', 'it''s great');
CREATE TYPE wrap AS (m mood);
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'ok', list mood[] DEFAULT '{ok}', o wrap);
CREATE VIEW v AS SELECT m FROM t WHERE m = 'ok';
