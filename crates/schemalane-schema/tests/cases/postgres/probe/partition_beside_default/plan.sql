-- 1. create table t_1 (ACCESS EXCLUSIVE on t; wanted.sql:3)
CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES FROM (1) TO (10);
