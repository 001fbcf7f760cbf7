-- 1. create table t_2 (ACCESS EXCLUSIVE on t; wanted.sql:4)
CREATE TABLE public.t_2 PARTITION OF public.t FOR VALUES FROM (10) TO (20);
