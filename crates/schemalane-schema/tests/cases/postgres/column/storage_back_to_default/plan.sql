-- 1. change how column a of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN a SET COMPRESSION default;

-- 2. change how column b of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.b: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN b SET STORAGE EXTENDED;

-- 3. change what the planner is told of column c of table t (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN c SET STATISTICS -1;
