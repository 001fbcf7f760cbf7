-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. give domain d to boss (wanted.sql:4)
--    warning: authorisation:d: others may do something else with it than before
ALTER DOMAIN public.d OWNER TO boss;

-- 3. change who may use domain d (wanted.sql:4)
--    warning: authorisation:d: others may do something else with it than before
REVOKE USAGE ON TYPE public.d FROM clerk;
GRANT USAGE ON TYPE public.d TO reader;

-- 4. drop column gone of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: delete-data:t.gone: there are no values in it
ALTER TABLE public.t DROP COLUMN gone;

-- 5. change the type of column id of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;

-- 6. create table n (wanted.sql:14)
CREATE TABLE public.n (
    id integer
);
ALTER TABLE public.n OWNER TO postgres;
REVOKE SELECT ON TABLE public.n FROM clerk;

-- 7. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT t.id
   FROM public.t;
ALTER VIEW public.v OWNER TO boss;
GRANT INSERT ON TABLE public.v TO clerk;

-- 8. change who may use view v
--    warning: authorisation:v: others may do something else with it than before
REVOKE INSERT, SELECT ON TABLE public.v FROM clerk;
GRANT SELECT ON TABLE public.v TO clerk WITH GRANT OPTION;
GRANT SELECT ON TABLE public.v TO reader;

-- 9. give view x to clerk (wanted.sql:12)
--    warning: authorisation:x: others may do something else with it than before
ALTER VIEW public.x OWNER TO clerk;

-- 10. change who may use routine f() (wanted.sql:5)
--    warning: authorisation:f(): others may do something else with it than before
REVOKE EXECUTE ON ROUTINE public.f() FROM PUBLIC;

-- 11. create routine g() (wanted.sql:15)
--    note: untracked-dependency:g(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
ALTER ROUTINE public.g() OWNER TO postgres;
GRANT EXECUTE ON ROUTINE public.g() TO PUBLIC;
GRANT EXECUTE ON ROUTINE public.g() TO clerk;
REVOKE GRANT OPTION FOR EXECUTE ON ROUTINE public.g() FROM clerk;
