-- 1. change the identity of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET GENERATED ALWAYS;
