-- 1. detach table t_1 from t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t DETACH PARTITION public.t_1;

-- 2. attach table t_1 to t (ACCESS EXCLUSIVE on t_1)
ALTER TABLE public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (1) TO (20);
