CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT a * 10 $$;
CREATE FUNCTION f(a text, b text DEFAULT '!') RETURNS text LANGUAGE sql AS $$ SELECT a || b $$;
CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql AS $$ SELECT a + b $$;
