-- 1. change whether index t_pkey orders table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t SET WITHOUT CLUSTER;

-- 2. change whether index i orders table u (SHARE UPDATE EXCLUSIVE on u; wanted.sql:3)
ALTER TABLE public.u SET WITHOUT CLUSTER;
