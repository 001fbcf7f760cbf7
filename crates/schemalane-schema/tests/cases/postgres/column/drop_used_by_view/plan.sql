-- 1. drop view w to make it anew
DROP VIEW public.w;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. drop column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: delete-data:t.b: there are no values in it
ALTER TABLE public.t DROP COLUMN b;

-- 4. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

-- 5. create view w anew (wanted.sql:3)
CREATE VIEW public.w AS
SELECT v.a
   FROM public.v;
