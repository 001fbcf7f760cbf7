-- 1. create routine g(integer) (wanted.sql:1)
--    note: untracked-dependency:g(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.g(i integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT i$function$;

-- 2. build index i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
--    note: index-build:i: the index is built from all rows of the table
--    note: not-transactional:i: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.i_new;
CREATE INDEX CONCURRENTLY i_new ON public.t USING btree ((public.g(a)));

-- 3. put the new index i in its place (wanted.sql:3)
ALTER INDEX public.i RENAME TO i_old;
ALTER INDEX public.i_new RENAME TO i;

-- 4. drop the old index i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
DROP INDEX CONCURRENTLY IF EXISTS public.i_old;

-- 5. drop routine f(integer)
--    warning: behaviour-change:f(integer): applications that use it fail from then on
DROP FUNCTION public.f(integer);
