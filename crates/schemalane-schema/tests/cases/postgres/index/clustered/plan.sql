-- 1. change whether index j orders table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t CLUSTER ON j;
