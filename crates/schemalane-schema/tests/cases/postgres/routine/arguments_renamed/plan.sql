-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine f(integer) to make it anew
DROP FUNCTION public.f(integer);

-- 3. drop routine g(integer, integer) to make it anew
DROP FUNCTION public.g(integer, integer);

-- 4. create routine f(integer) anew (wanted.sql:1)
CREATE OR REPLACE FUNCTION public.f(b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT b $function$;

-- 5. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT public.f(1) AS x;

-- 6. create routine g(integer, integer) anew (wanted.sql:3)
CREATE OR REPLACE FUNCTION public.g(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT a $function$;
