-- 1. change when constraint f of table t is checked (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER CONSTRAINT f DEFERRABLE INITIALLY DEFERRED;
