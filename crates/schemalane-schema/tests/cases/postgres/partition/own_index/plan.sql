-- 1. create index own (SHARE on t_1; wanted.sql:4)
--    note: index-build:own: the index is built from all rows of the table
CREATE INDEX own ON public.t_1 USING btree (a, id);
