-- 1. drop constraint k of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT k;

-- 2. create index k (SHARE on t; wanted.sql:2)
--    note: index-build:k: the index is built from all rows of the table
CREATE UNIQUE INDEX k ON public.t USING btree (a);
