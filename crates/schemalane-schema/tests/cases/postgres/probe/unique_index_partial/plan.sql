-- 1. create index t_a (SHARE on t; wanted.sql:2)
--    note: index-build:t_a: the index is built from all rows of the table
CREATE UNIQUE INDEX t_a ON public.t USING btree (a) WHERE (NOT gone);
