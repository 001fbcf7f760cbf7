-- 1. change the replica identity of table a (ACCESS EXCLUSIVE on a; wanted.sql:1)
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_b_key;

-- 2. change the replica identity of table b (ACCESS EXCLUSIVE on b; wanted.sql:3)
ALTER TABLE public.b REPLICA IDENTITY DEFAULT;
