-- 1. rename enum mood to feeling (wanted.sql:1)
--    warning: rename:feeling: applications that run meanwhile know it as mood, and fail
ALTER TYPE public.mood RENAME TO feeling;

-- 2. rename view v to w (ACCESS EXCLUSIVE on v; wanted.sql:3)
--    warning: rename:w: applications that run meanwhile know it as v, and fail
ALTER VIEW public.v RENAME TO w;

-- 3. drop view w to make it anew
DROP VIEW public.w;

-- 4. drop routine f(public.feeling) to make it anew
DROP FUNCTION public.f(public.feeling);

-- 5. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 6. create view w anew (wanted.sql:3)
CREATE VIEW public.w AS
SELECT t.a
   FROM public.t;
ALTER VIEW public.w OWNER TO boss;
GRANT SELECT (a) ON TABLE public.w TO reader;

-- 7. create routine f(public.feeling) anew (wanted.sql:4)
CREATE OR REPLACE FUNCTION public.f(public.feeling)
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT 1::bigint$function$;
ALTER ROUTINE public.f(public.feeling) OWNER TO boss;
REVOKE EXECUTE ON ROUTINE public.f(public.feeling) FROM PUBLIC;
