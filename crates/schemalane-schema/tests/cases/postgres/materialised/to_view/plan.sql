-- 1. drop view w to make it anew
DROP VIEW public.w;

-- 2. drop materialised view m
--    warning: behaviour-change:materialized-view:public.m: applications that use it fail from then on
DROP MATERIALIZED VIEW public.m;

-- 3. create view m (wanted.sql:2)
CREATE VIEW public.m AS
SELECT t.a
   FROM public.t;

-- 4. create view w anew (wanted.sql:3)
CREATE VIEW public.w AS
SELECT m.a
   FROM public.m;
