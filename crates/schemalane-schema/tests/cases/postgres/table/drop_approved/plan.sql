-- 1. drop table t (ACCESS EXCLUSIVE on t)
--    approved: delete-data:t: 2 rows are lost
DROP TABLE public.t;
