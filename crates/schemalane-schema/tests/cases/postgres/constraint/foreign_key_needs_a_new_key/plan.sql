-- 1. add constraint p_code_key to table p (ACCESS EXCLUSIVE on p; wanted.sql:2)
--    note: index-build:p: the index of p_code_key is built while others wait
ALTER TABLE public.p ADD CONSTRAINT p_code_key UNIQUE (code);

-- 2. add constraint c_code_fkey to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT c_code_fkey FOREIGN KEY (code) REFERENCES public.p(code);
