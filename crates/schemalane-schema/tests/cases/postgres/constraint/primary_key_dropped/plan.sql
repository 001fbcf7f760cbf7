-- 1. drop constraint t_pkey of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
