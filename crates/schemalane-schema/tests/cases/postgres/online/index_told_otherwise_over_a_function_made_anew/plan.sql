-- 1. drop index i to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX public.i;

-- 2. drop index j to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:j: queries that use the index may become slow
DROP INDEX public.j;

-- 3. drop routine f(integer) to make it anew
DROP FUNCTION public.f(integer);

-- 4. create routine f(integer) anew (wanted.sql:1)
CREATE OR REPLACE FUNCTION public.f(i integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT i$function$;

-- 5. create index i anew (SHARE on t; wanted.sql:3)
--    note: index-build:i: the index is built from all rows of the table
CREATE INDEX i ON public.t USING btree ((public.f(a)));

-- 6. create index j anew (SHARE on t; wanted.sql:4)
--    note: index-build:j: the index is built from all rows of the table
CREATE INDEX j ON public.t USING btree ((public.f(a)), a);
