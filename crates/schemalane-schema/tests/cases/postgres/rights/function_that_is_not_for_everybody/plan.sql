-- 1. drop routine f(integer) to make it anew
DROP FUNCTION public.f(integer);

-- 2. drop routine open(integer) to make it anew
DROP FUNCTION public.open(integer);

-- 3. drop routine p(integer) to make it anew
DROP PROCEDURE public.p(integer);

-- 4. create routine f(integer) anew (wanted.sql:1)
CREATE OR REPLACE FUNCTION public.f(x integer)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
AS $function$SELECT x::bigint$function$;
ALTER ROUTINE public.f(integer) OWNER TO boss;
REVOKE EXECUTE ON ROUTINE public.f(integer) FROM PUBLIC;
GRANT EXECUTE ON ROUTINE public.f(integer) TO clerk;

-- 5. create routine p(integer) anew (wanted.sql:2)
CREATE OR REPLACE PROCEDURE public.p(INOUT y integer)
 LANGUAGE sql
AS $procedure$SELECT y$procedure$;
REVOKE EXECUTE ON ROUTINE public.p(integer) FROM PUBLIC;

-- 6. replace routine total(integer) (wanted.sql:3)
--    warning: behaviour-change:total(integer): what calls it gets the new body
--    note: untracked-dependency:total(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');

-- 7. create routine open(integer) anew (wanted.sql:4)
CREATE OR REPLACE FUNCTION public.open(x integer)
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT x::bigint$function$;

-- 8. replace routine body(integer) (wanted.sql:5)
--    warning: behaviour-change:body(integer): what calls it gets the new body
--    note: untracked-dependency:body(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.body(x integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT x + 1$function$;
