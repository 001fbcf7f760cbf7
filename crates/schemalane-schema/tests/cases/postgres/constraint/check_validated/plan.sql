-- 1. validate constraint positive of table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT positive;
