CREATE TYPE p AS (b text, a int);
CREATE FUNCTION f() RETURNS p LANGUAGE sql AS $$ SELECT 'x', 1 $$;
COMMENT ON COLUMN p.a IS 'second';
