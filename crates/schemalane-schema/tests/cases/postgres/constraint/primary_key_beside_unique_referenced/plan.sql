-- 1. drop constraint u of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT u;
