-- 1. drop constraint f of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT f;

-- 2. add constraint f to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT f FOREIGN KEY (tenant, p) REFERENCES public.p(tenant, id) ON DELETE SET NULL (p);
