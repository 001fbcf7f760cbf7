CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1, 'x');
CREATE FUNCTION list() RETURNS TABLE (a int) LANGUAGE sql AS $$ SELECT a FROM public.t $$;
CREATE VIEW v AS SELECT a FROM list();
