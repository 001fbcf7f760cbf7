CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $body$
DECLARE x text := 'a''b'; -- it's; a comment
BEGIN
  /* $function$ */
  RETURN x || '$$' || E'c\\d';
END
$body$;
