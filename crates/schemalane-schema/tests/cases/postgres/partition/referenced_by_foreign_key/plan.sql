-- 1. add constraint c_day_m_fkey to table c (SHARE ROW EXCLUSIVE on c and m)
ALTER TABLE public.c ADD CONSTRAINT c_day_m_fkey FOREIGN KEY (day, m) REFERENCES public.m(day, id) ON DELETE CASCADE;
