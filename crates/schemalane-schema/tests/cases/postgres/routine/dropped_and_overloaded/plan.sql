-- 1. drop routine f(integer)
--    warning: behaviour-change:f(integer): applications that use it fail from then on
DROP FUNCTION public.f(integer);

-- 2. drop routine p()
--    warning: behaviour-change:p(): applications that use it fail from then on
DROP PROCEDURE public.p();

-- 3. create routine f(text) (wanted.sql:1)
--    note: untracked-dependency:f(text): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a text)
 RETURNS text
 LANGUAGE sql
AS $function$ SELECT a $function$;
