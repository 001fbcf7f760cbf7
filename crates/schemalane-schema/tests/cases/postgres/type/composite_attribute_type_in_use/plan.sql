-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine f(public.p) to make it anew
DROP FUNCTION public.f(public.p);

-- 3. make composite type p anew beside the old one
--    note: delete-data:p.gone: there are no values in it
ALTER TYPE public.p RENAME TO p_old;
CREATE TYPE public.p AS (b text, a bigint, c date);

-- 4. move column one of table t to the new composite type p (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 3 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN one DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN one TYPE public.p USING CASE WHEN one IS DISTINCT FROM NULL THEN ROW((one).b, (one).a::bigint, NULL)::public.p END;

-- 5. set the default of column one of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN one SET DEFAULT ROW('d'::text, (0)::bigint, NULL::date)::public.p;

-- 6. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT t.one
   FROM public.t;

-- 7. create routine f(public.p) anew (wanted.sql:4)
CREATE OR REPLACE FUNCTION public.f(x public.p)
 RETURNS public.p
 LANGUAGE sql
AS $function$SELECT x$function$;

-- 8. drop the old composite type p
DROP TYPE public.p_old;
