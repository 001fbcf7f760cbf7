-- 1. drop constraint c_p_fkey of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT c_p_fkey;

-- 2. add constraint c_p_fkey to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT c_p_fkey FOREIGN KEY (p) REFERENCES public.p(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
