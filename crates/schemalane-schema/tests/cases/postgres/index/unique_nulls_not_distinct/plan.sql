-- 1. drop index i to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX public.i;

-- 2. create index i anew (SHARE on t; wanted.sql:2)
--    note: index-build:i: the index is built from all rows of the table
CREATE UNIQUE INDEX i ON public.t USING btree (a, b) NULLS NOT DISTINCT;
