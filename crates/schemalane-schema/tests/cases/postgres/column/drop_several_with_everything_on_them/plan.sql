-- 1. drop constraint t_b_key of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_b_key;

-- 2. drop constraint t_c_check of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_c_check;

-- 3. drop constraint t_check of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_check;

-- 4. drop index t_bc (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_bc: queries that use the index may become slow
DROP INDEX public.t_bc;

-- 5. drop index t_d to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_d: queries that use the index may become slow
DROP INDEX public.t_d;

-- 6. drop column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.b: 1 value is lost
ALTER TABLE public.t DROP COLUMN b;

-- 7. drop column c of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.c: 1 value is lost
ALTER TABLE public.t DROP COLUMN c;

-- 8. create index t_d anew (SHARE on t; wanted.sql:2)
--    note: index-build:t_d: the index is built from all rows of the table
CREATE INDEX t_d ON public.t USING btree (d);
