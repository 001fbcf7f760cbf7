-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;
GRANT SELECT (a) ON TABLE public.v TO reader;
