-- 1. drop constraint b_a_fkey of table b (ACCESS EXCLUSIVE on b)
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- 2. add constraint a_b_fkey to table a (SHARE ROW EXCLUSIVE on a and b)
ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.b(id);
