-- 1. drop constraint c_a_b_fkey of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT c_a_b_fkey;

-- 2. add constraint c_a_b_fkey to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT c_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.p(a, b) MATCH FULL;
