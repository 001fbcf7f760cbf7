-- 1. add constraint f to table t (SHARE ROW EXCLUSIVE on t and o)
ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES public.o(a, b) ON DELETE SET NULL (b);
