-- 1. replace routine f(integer) (wanted.sql:1)
--    warning: behaviour-change:f(integer): what calls it gets the new body
--    note: untracked-dependency:f(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT LEAKPROOF COST 7
AS $function$ SELECT a $function$;

-- 2. replace routine g() (wanted.sql:2)
--    warning: behaviour-change:g(): what calls it gets the new body
--    note: untracked-dependency:g(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.g()
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ SELECT 1 $function$;

-- 3. comment on routine g() (wanted.sql:2)
COMMENT ON ROUTINE public.g() IS 'new';
