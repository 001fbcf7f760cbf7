-- 1. drop v.rule r to make it anew
DROP RULE r ON public.v;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 4. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

-- 5. create v.rule r anew
--    warning: behaviour-change:rule v.r: statements on its table are rewritten otherwise than before
CREATE RULE r AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a)
  VALUES (new.a);
