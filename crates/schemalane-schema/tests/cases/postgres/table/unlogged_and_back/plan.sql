-- 1. change sequence c_id_seq (wanted.sql:3)
ALTER SEQUENCE public.c_id_seq SET UNLOGGED;

-- 2. make table a logged (ACCESS EXCLUSIVE on a; wanted.sql:1)
--    note: rewrite-table:a: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.a SET LOGGED;

-- 3. make table b logged (ACCESS EXCLUSIVE on b; wanted.sql:2)
--    note: rewrite-table:b: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.b SET LOGGED;

-- 4. make table c unlogged (ACCESS EXCLUSIVE on c; wanted.sql:3)
--    note: rewrite-table:c: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.c SET UNLOGGED;
