-- 1. drop index t_ok to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_ok: queries that use the index may become slow
DROP INDEX public.t_ok;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. drop routine f(public.mood) to make it anew
DROP FUNCTION public.f(public.mood);

-- 4. make enum mood anew beside the old one
ALTER TYPE public.mood RENAME TO mood_old;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');

-- 5. move column m of table t to the new enum mood, move column list of table t to the new enum mood (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN m DROP DEFAULT,
    ALTER COLUMN m TYPE public.mood USING m::text::public.mood,
    ALTER COLUMN m SET DEFAULT 'ok'::public.mood,
    ALTER COLUMN list TYPE public.mood[] USING list::text[]::public.mood[];

-- 6. create view v anew (wanted.sql:4)
CREATE VIEW public.v AS
SELECT t.id,
    t.m
   FROM public.t
  WHERE (t.m <> 'sad'::public.mood);

-- 7. create routine f(public.mood) anew (wanted.sql:5)
CREATE OR REPLACE FUNCTION public.f(public.mood)
 RETURNS public.mood
 LANGUAGE sql
AS $function$ SELECT $1 $function$;

-- 8. create index t_ok anew (SHARE on t; wanted.sql:3)
--    note: index-build:t_ok: the index is built from all rows of the table
CREATE INDEX t_ok ON public.t USING btree (m) WHERE (m = 'ok'::public.mood);

-- 9. drop the old enum mood
DROP TYPE public.mood_old;
