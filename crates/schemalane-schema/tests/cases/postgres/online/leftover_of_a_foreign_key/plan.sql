-- 1. validate constraint f of table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t VALIDATE CONSTRAINT f;
