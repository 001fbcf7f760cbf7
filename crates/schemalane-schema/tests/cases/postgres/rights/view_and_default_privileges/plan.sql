-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine f() to make it anew
DROP FUNCTION public.f();

-- 3. make enum e anew beside the old one
ALTER TYPE public.e RENAME TO e_old;
CREATE TYPE public.e AS ENUM ('a');
REVOKE USAGE ON TYPE public.e FROM reader;

-- 4. move column e of table u to the new enum e (ACCESS EXCLUSIVE on u)
--    note: rewrite-table:u: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.u ALTER COLUMN e TYPE public.e USING e::text::public.e;

-- 5. change the type of column id of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;

-- 6. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.id
   FROM public.t;
REVOKE DELETE, INSERT, REFERENCES, TRIGGER, TRUNCATE, UPDATE ON TABLE public.v FROM clerk;
REVOKE DELETE, SELECT ON TABLE public.v FROM reader;
REVOKE GRANT OPTION FOR SELECT ON TABLE public.v FROM clerk;

-- 7. create routine f() anew (wanted.sql:3)
CREATE OR REPLACE FUNCTION public.f()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT 1::bigint$function$;
GRANT EXECUTE ON ROUTINE public.f() TO PUBLIC;

-- 8. drop the old enum e
DROP TYPE public.e_old;
