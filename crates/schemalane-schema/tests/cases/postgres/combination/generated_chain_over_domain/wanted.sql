CREATE DOMAIN name AS varchar(50) CHECK (VALUE <> '');
CREATE TABLE t (first public.name, last public.name, length int GENERATED ALWAYS AS (length(first || ' ' || last)) STORED, full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED);
CREATE INDEX t_length ON t (length);
