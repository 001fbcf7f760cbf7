-- 1. drop constraint c_p_fkey of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT c_p_fkey;

-- 2. drop table p (ACCESS EXCLUSIVE on p)
--    approved: delete-data:p: 1 row is lost
DROP TABLE public.p;
