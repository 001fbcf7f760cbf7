CREATE TYPE p AS (a int, b text);
CREATE FUNCTION f() RETURNS p LANGUAGE sql AS $$ SELECT 1, 'x' $$;
