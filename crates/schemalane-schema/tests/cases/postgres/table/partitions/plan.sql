-- 1. create table t2 (ACCESS EXCLUSIVE on t; wanted.sql:3)
CREATE TABLE public.t2 PARTITION OF public.t FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
