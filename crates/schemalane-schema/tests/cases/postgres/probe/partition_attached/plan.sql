-- 1. attach table t_1 to t (ACCESS EXCLUSIVE on t_1)
ALTER TABLE public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (1) TO (10);
