-- 1. drop routine f() to make it anew
DROP FUNCTION public.f();

-- 2. make composite type p anew beside the old one
ALTER TYPE public.p RENAME TO p_old;
CREATE TYPE public.p AS (b text, a integer);
COMMENT ON COLUMN public.p.a IS 'second';

-- 3. create routine f() anew (wanted.sql:2)
CREATE OR REPLACE FUNCTION public.f()
 RETURNS public.p
 LANGUAGE sql
AS $function$ SELECT 'x', 1 $function$;

-- 4. drop the old composite type p
DROP TYPE public.p_old;
