-- 1. rename constraint old_key of table t to new_key (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT old_key TO new_key;

-- 2. rename constraint old_check of table t to new_check (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT old_check TO new_check;
