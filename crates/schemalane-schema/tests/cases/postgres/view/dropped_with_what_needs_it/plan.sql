-- 1. drop materialised view m
--    warning: behaviour-change:m: applications that use it fail from then on
DROP MATERIALIZED VIEW public.m;

-- 2. drop view w
--    warning: behaviour-change:w: applications that use it fail from then on
DROP VIEW public.w;

-- 3. drop routine f()
--    warning: behaviour-change:f(): applications that use it fail from then on
DROP FUNCTION public.f();

-- 4. drop view v
--    warning: behaviour-change:v: applications that use it fail from then on
DROP VIEW public.v;
