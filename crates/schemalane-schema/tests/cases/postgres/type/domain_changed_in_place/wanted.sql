CREATE DOMAIN positive AS int DEFAULT 1 NOT NULL CHECK (VALUE > 0) CONSTRAINT small CHECK (VALUE < 100);
CREATE DOMAIN label AS text CONSTRAINT short CHECK (length(VALUE) < 20);
COMMENT ON DOMAIN label IS 'of a person';
CREATE TABLE t (a positive, b label);
