-- 1. replace routine f(integer) (wanted.sql:1)
--    warning: behaviour-change:f(integer): what calls it gets the new body
--    note: untracked-dependency:f(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT a + 1 $function$;
