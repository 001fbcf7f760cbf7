-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine f() to make it anew
DROP FUNCTION public.f();

-- 3. create routine f() anew (wanted.sql:1)
CREATE OR REPLACE FUNCTION public.f()
 RETURNS bigint
 LANGUAGE sql
AS $function$ SELECT 1::bigint $function$;

-- 4. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT public.f() AS f;
