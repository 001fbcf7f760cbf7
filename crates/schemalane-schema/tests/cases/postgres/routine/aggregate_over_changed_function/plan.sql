-- 1. replace routine plus(integer, integer) (wanted.sql:2)
--    warning: behaviour-change:plus(integer, integer): what calls it gets the new body
--    note: untracked-dependency:plus(integer, integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.plus(integer, integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT $1 + 2 * $2 $function$;
