-- 1. drop index t_a to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_a: queries that use the index may become slow
DROP INDEX public.t_a;

-- 2. make enum st anew beside the old one
ALTER TYPE public.st RENAME TO st_old;
CREATE TYPE public.st AS ENUM ('b', 'a');

-- 3. move column s of table t to the new enum st (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN s TYPE public.st USING s::text::public.st;

-- 4. create index t_a anew (SHARE on t; wanted.sql:3)
--    note: index-build:t_a: the index is built from all rows of the table
CREATE INDEX t_a ON public.t USING btree (id) WHERE (s = 'a'::public.st);

-- 5. drop the old enum st
DROP TYPE public.st_old;
