-- 1. drop view w to make it anew
DROP VIEW public.w;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

-- 4. create view w anew (wanted.sql:3)
CREATE VIEW public.w AS
SELECT v.a
   FROM public.v;
