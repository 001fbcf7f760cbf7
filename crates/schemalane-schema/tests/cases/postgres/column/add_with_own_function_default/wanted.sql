CREATE FUNCTION code() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'c-1' $$;
CREATE TABLE t (a int, code text NOT NULL DEFAULT code());
