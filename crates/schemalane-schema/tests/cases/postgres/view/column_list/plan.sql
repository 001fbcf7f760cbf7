-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a AS x,
    t.b AS z
   FROM public.t;
