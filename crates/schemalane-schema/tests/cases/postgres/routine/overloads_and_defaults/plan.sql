-- 1. drop routine f(text)
--    warning: behaviour-change:f(text): applications that use it fail from then on
DROP FUNCTION public.f(text);

-- 2. replace routine f(integer) (wanted.sql:1)
--    warning: behaviour-change:f(integer): what calls it gets the new body
--    note: untracked-dependency:f(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT a * 10 $function$;

-- 3. create routine f(integer, integer) (wanted.sql:1)
--    note: untracked-dependency:f(integer, integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT a + b $function$;

-- 4. create routine f(text, text) (wanted.sql:1)
--    note: untracked-dependency:f(text, text): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a text, b text DEFAULT '!'::text)
 RETURNS text
 LANGUAGE sql
AS $function$ SELECT a || b $function$;
