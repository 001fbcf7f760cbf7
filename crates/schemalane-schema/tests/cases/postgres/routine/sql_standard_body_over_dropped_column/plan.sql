-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine n() to make it anew
DROP FUNCTION public.n();

-- 3. drop column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.b: 1 value is lost
ALTER TABLE public.t DROP COLUMN b;

-- 4. create routine n() anew (wanted.sql:2)
CREATE OR REPLACE FUNCTION public.n()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(t.a) AS count
    FROM public.t;
END;

-- 5. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT public.n() AS n;
