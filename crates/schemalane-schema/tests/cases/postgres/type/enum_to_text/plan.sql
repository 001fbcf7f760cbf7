-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop the default of column m of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t ALTER COLUMN m DROP DEFAULT;

-- 3. change the type of column m of table t from public.mood to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN m TYPE text USING m::text;

-- 4. set the default of column m of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'ok'::text;

-- 5. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.m
   FROM public.t;

-- 6. drop enum mood
DROP TYPE public.mood;
