-- 1. drop view v
--    warning: behaviour-change:view:public.v: applications that use it fail from then on
DROP VIEW public.v;

-- 2. drop domain d
DROP DOMAIN public.d;

-- 3. create enum d (wanted.sql:3)
CREATE TYPE public.d AS ENUM ('a');
REVOKE USAGE ON TYPE public.d FROM PUBLIC;

-- 4. create materialised view v (wanted.sql:2)
CREATE MATERIALIZED VIEW public.v AS
SELECT t.a
   FROM public.t;
ALTER MATERIALIZED VIEW public.v OWNER TO boss;
GRANT SELECT ON TABLE public.v TO reader;
