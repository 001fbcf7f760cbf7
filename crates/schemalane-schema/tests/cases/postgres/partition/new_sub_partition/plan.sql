-- 1. create table t_2 (ACCESS EXCLUSIVE on t; wanted.sql:4)
CREATE TABLE public.t_2 PARTITION OF public.t FOR VALUES FROM (10) TO (20) PARTITION BY LIST (a);

-- 2. create table t_2x (ACCESS EXCLUSIVE on t_2; wanted.sql:5)
CREATE TABLE public.t_2x PARTITION OF public.t_2 FOR VALUES IN ('x');
