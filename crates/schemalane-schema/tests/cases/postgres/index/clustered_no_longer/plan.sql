-- 1. let CLUSTER order table t no longer (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t SET WITHOUT CLUSTER;

-- 2. let CLUSTER order table u no longer (SHARE UPDATE EXCLUSIVE on u; wanted.sql:3)
ALTER TABLE public.u SET WITHOUT CLUSTER;
