-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop attribute b of composite type p (wanted.sql:1)
--    approved: delete-data:p.b: 1 value is lost, in t.one
ALTER TYPE public.p DROP ATTRIBUTE b;

-- 3. add attribute c to composite type p (wanted.sql:1)
ALTER TYPE public.p ADD ATTRIBUTE c integer;

-- 4. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT (t.one).a AS a,
    (t.one).c AS b
   FROM public.t;
