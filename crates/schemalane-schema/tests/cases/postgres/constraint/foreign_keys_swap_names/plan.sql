-- 1. rename constraint t_a_fkey of table t to t_a_fkey_old (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t RENAME CONSTRAINT t_a_fkey TO t_a_fkey_old;

-- 2. rename constraint t_a_fkey1 of table t to t_a_fkey (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t RENAME CONSTRAINT t_a_fkey1 TO t_a_fkey;

-- 3. rename constraint t_a_fkey_old of table t to t_a_fkey1 (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t RENAME CONSTRAINT t_a_fkey_old TO t_a_fkey1;
