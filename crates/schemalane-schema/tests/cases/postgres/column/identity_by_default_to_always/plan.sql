-- 1. change how column id of table t counts (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET GENERATED ALWAYS;
