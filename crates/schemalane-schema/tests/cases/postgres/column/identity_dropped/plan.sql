-- 1. take the identity off column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: delete-data:t.a: it was never used
ALTER TABLE public.t ALTER COLUMN a DROP IDENTITY;
