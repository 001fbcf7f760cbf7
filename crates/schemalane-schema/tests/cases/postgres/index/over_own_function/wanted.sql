CREATE FUNCTION norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(btrim($1)) $$;
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a));
