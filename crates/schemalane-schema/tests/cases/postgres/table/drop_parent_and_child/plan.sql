-- 1. drop table c (ACCESS EXCLUSIVE on c)
--    note: delete-data:c: there are no rows in it
DROP TABLE public.c;

-- 2. drop table p (ACCESS EXCLUSIVE on p)
--    note: delete-data:p: there are no rows in it
DROP TABLE public.p;
