CREATE TABLE t (a int, b text);
CREATE FUNCTION list() RETURNS TABLE (a int, b text) LANGUAGE sql AS $$ SELECT a, b FROM public.t $$;
CREATE VIEW v AS SELECT a, b FROM list();
