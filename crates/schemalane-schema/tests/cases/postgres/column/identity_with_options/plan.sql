-- 1. change the identity of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET INCREMENT BY 10 SET MAXVALUE 1000000 SET CACHE 5;
