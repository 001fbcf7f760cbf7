-- 1. create routine even(integer) (wanted.sql:2)
--    note: untracked-dependency:even(integer): what its body uses is not known to the database, and not looked at
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
AS $function$ SELECT CASE WHEN n = 0 THEN true ELSE public.odd(n - 1) END $function$;
SET LOCAL check_function_bodies = on;

-- 2. create routine odd(integer) (wanted.sql:3)
--    note: untracked-dependency:odd(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.odd(n integer)
 RETURNS boolean
 LANGUAGE sql
AS $function$ SELECT CASE WHEN n = 0 THEN false ELSE public.even(n - 1) END $function$;
