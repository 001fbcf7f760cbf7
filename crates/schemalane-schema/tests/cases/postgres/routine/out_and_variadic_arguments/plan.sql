-- 1. drop routine pair() to make it anew
DROP FUNCTION public.pair();

-- 2. create routine pair() anew (wanted.sql:1)
CREATE OR REPLACE FUNCTION public.pair(OUT a integer, OUT b text)
 RETURNS record
 LANGUAGE sql
AS $function$ SELECT 1, 'x' $function$;

-- 3. replace routine most(integer[]) (wanted.sql:2)
--    warning: behaviour-change:most(integer[]): what calls it gets the new body
--    note: untracked-dependency:most(integer[]): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.most(VARIADIC list integer[])
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT min(x) FROM unnest(list) x $function$;
