-- 1. drop constraint a_b_fkey of table a (ACCESS EXCLUSIVE on a)
ALTER TABLE public.a DROP CONSTRAINT a_b_fkey;

-- 2. drop constraint b_a_fkey of table b (ACCESS EXCLUSIVE on b)
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- 3. drop constraint b_c_fkey of table b (ACCESS EXCLUSIVE on b)
ALTER TABLE public.b DROP CONSTRAINT b_c_fkey;

-- 4. drop table a (ACCESS EXCLUSIVE on a)
--    approved: delete-data:a: 1 row is lost
DROP TABLE public.a;

-- 5. drop table c (ACCESS EXCLUSIVE on c)
--    note: delete-data:c: there are no rows in it
DROP TABLE public.c;

-- 6. drop table b (ACCESS EXCLUSIVE on b)
--    approved: delete-data:b: 1 row is lost
DROP TABLE public.b;
