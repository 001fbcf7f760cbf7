-- 1. drop constraint t_a_key of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_a_key;
