-- 1. drop column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.b: 1 value is lost
ALTER TABLE public.t DROP COLUMN b;
