-- 1. drop constraint t_a of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_a;

-- 2. create index t_a (SHARE on t; wanted.sql:2)
--    note: index-build:t_a: the index is built from all rows of the table
CREATE UNIQUE INDEX t_a ON public.t USING btree (a);
