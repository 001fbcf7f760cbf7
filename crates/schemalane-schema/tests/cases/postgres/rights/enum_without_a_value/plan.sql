-- 1. drop routine f(public.e) to make it anew
DROP FUNCTION public.f(public.e);

-- 2. make enum e anew beside the old one
ALTER TYPE public.e RENAME TO e_old;
CREATE TYPE public.e AS ENUM ('a');
COMMENT ON TYPE public.e IS 'kept';
ALTER TYPE public.e OWNER TO boss;
REVOKE USAGE ON TYPE public.e FROM PUBLIC;
GRANT USAGE ON TYPE public.e TO clerk;

-- 3. move column e of table t to the new enum e (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

-- 4. create routine f(public.e) anew (wanted.sql:4)
CREATE OR REPLACE FUNCTION public.f(public.e)
 RETURNS public.e
 LANGUAGE sql
AS $function$SELECT $1$function$;
REVOKE EXECUTE ON ROUTINE public.f(public.e) FROM PUBLIC;

-- 5. drop the old enum e
DROP TYPE public.e_old;
