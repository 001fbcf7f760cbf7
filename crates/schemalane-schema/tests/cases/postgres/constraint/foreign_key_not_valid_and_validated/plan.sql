-- 1. validate constraint b_p of table c (SHARE UPDATE EXCLUSIVE on c; wanted.sql:2)
ALTER TABLE public.c VALIDATE CONSTRAINT b_p;

-- 2. add constraint a_p to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT a_p FOREIGN KEY (a) REFERENCES public.p(id) NOT VALID;
