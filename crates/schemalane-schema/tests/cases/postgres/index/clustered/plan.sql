-- 1. let CLUSTER order table t by index j (SHARE UPDATE EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t CLUSTER ON j;
