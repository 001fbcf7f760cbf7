-- 1. add constraint c_p_fkey to table c, not yet validated (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT c_p_fkey FOREIGN KEY (p) REFERENCES public.p(id) NOT VALID;

-- 2. validate constraint c_p_fkey of table c (in a transaction of its own; SHARE UPDATE EXCLUSIVE on c)
ALTER TABLE public.c VALIDATE CONSTRAINT c_p_fkey;
