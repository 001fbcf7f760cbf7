-- 1. change whether index i orders its table (SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t SET WITHOUT CLUSTER;

-- 2. change whether index j orders its table (SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t CLUSTER ON j;
