-- 1. change how column a of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTENDED;

-- 2. change how column n of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.n: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN n SET STORAGE MAIN;
