-- 1. drop column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: delete-data:t.b: there are no values in it
ALTER TABLE public.t DROP COLUMN b;

-- 2. drop column c of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: delete-data:t.c: there are no values in it
ALTER TABLE public.t DROP COLUMN c;
