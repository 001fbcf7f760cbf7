-- 1. rename constraint t_a_fkey of table t to t_a_fkey1 (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t RENAME CONSTRAINT t_a_fkey TO t_a_fkey1;

-- 2. add constraint t_a_fkey to table t (SHARE ROW EXCLUSIVE on t)
ALTER TABLE public.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.t(a);
