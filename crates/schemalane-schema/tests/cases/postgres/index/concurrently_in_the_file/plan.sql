-- 1. create index i (SHARE on t; wanted.sql:2)
--    note: index-build:i: the index is built from all rows of the table
CREATE INDEX i ON public.t USING btree (a);
