-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. change the collation of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE "C" USING a::text;

-- 3. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  WHERE (t.a > 'A'::text);
