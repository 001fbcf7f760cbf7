-- 1. change when constraint c_a_fkey of table c is checked (ACCESS EXCLUSIVE on c; wanted.sql:2)
ALTER TABLE public.c ALTER CONSTRAINT c_a_fkey DEFERRABLE INITIALLY IMMEDIATE;

-- 2. change when constraint c_b_fkey of table c is checked (ACCESS EXCLUSIVE on c; wanted.sql:2)
ALTER TABLE public.c ALTER CONSTRAINT c_b_fkey NOT DEFERRABLE;

-- 3. change when constraint c_d_fkey of table c is checked (ACCESS EXCLUSIVE on c; wanted.sql:2)
ALTER TABLE public.c ALTER CONSTRAINT c_d_fkey DEFERRABLE INITIALLY DEFERRED;
