-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine list() to make it anew
DROP FUNCTION public.list();

-- 3. create routine list() anew (wanted.sql:2)
CREATE OR REPLACE FUNCTION public.list()
 RETURNS TABLE(a integer, b text)
 LANGUAGE sql
AS $function$ SELECT a, b FROM public.t $function$;

-- 4. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT list.a,
    list.b
   FROM public.list() list(a, b);
