-- 1. drop view over_v to make it anew
DROP VIEW public.over_v;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. drop view w to make it anew
DROP VIEW public.w;

-- 4. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a,
    t.b,
    t.c
   FROM public.t;
COMMENT ON VIEW public.v IS 'kept';

-- 5. create view w anew (wanted.sql:3)
CREATE VIEW public.w AS
SELECT t.a,
    t.c
   FROM public.t;

-- 6. create view over_v anew (wanted.sql:4)
CREATE VIEW public.over_v AS
SELECT v.a,
    v.c
   FROM public.v;
