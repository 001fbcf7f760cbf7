-- 1. drop constraint t_a_fkey of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_a_fkey;

-- 2. rename constraint t_a_fkey1 of table t to t_a_fkey (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t RENAME CONSTRAINT t_a_fkey1 TO t_a_fkey;
