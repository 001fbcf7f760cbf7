-- 1. create routine f() (wanted.sql:2)
--    note: untracked-dependency:f(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f()
 RETURNS text
 LANGUAGE plpgsql
AS $functionx$
DECLARE x text := 'a''b'; -- it's; a comment
BEGIN
  /* $function$ */
  RETURN x || '$$' || E'c\\d';
END
$functionx$;
