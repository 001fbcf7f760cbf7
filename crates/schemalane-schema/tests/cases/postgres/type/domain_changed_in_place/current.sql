CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN label AS text CONSTRAINT short CHECK (length(VALUE) < 10);
CREATE TABLE t (a positive, b label);
INSERT INTO t VALUES (1, 'x');
