-- 1. add constraint t_o to table t (SHARE ROW EXCLUSIVE on t and o)
ALTER TABLE public.t ADD CONSTRAINT t_o FOREIGN KEY (id) REFERENCES public.o(id);
