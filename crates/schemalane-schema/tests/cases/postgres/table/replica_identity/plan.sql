-- 1. change the replica identity of table a (ACCESS EXCLUSIVE on a)
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_b_key;

-- 2. change the replica identity of table b (ACCESS EXCLUSIVE on b)
ALTER TABLE public.b REPLICA IDENTITY DEFAULT;
