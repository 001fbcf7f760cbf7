CREATE DOMAIN name AS text CHECK (VALUE <> '');
CREATE TABLE t (first public.name, last public.name, length int GENERATED ALWAYS AS (length(first || ' ' || last)) STORED);
CREATE INDEX t_length ON t (length);
INSERT INTO t VALUES ('a', 'b');
