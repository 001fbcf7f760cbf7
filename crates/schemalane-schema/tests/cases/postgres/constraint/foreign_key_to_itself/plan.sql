-- 1. add constraint t_parent_fkey to table t (SHARE ROW EXCLUSIVE on t)
ALTER TABLE public.t ADD CONSTRAINT t_parent_fkey FOREIGN KEY (parent) REFERENCES public.t(id) ON DELETE CASCADE;
