-- 1. detach table t_1 from t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    warning: behaviour-change:t_1: 1 row of it is no longer seen in t
ALTER TABLE public.t DETACH PARTITION public.t_1;
