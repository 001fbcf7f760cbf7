-- 1. change how column b of table p is stored (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: behaviour-change:p.b: only rows that are written from then on are stored so
ALTER TABLE public.p ALTER COLUMN b SET STORAGE EXTERNAL;

-- 2. change how column b of table p is stored (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: behaviour-change:p.b: only rows that are written from then on are stored so
ALTER TABLE public.p ALTER COLUMN b SET COMPRESSION pglz;

-- 3. change what the planner is told of column b of table p (SHARE UPDATE EXCLUSIVE on p; wanted.sql:1)
ALTER TABLE public.p ALTER COLUMN b SET STATISTICS 50;

-- 4. change how column b of table q is stored (ACCESS EXCLUSIVE on q; wanted.sql:4)
--    note: behaviour-change:q.b: only rows that are written from then on are stored so
ALTER TABLE public.q ALTER COLUMN b SET STORAGE EXTERNAL;

-- 5. change how column b of table q is stored (ACCESS EXCLUSIVE on q; wanted.sql:4)
--    note: behaviour-change:q.b: only rows that are written from then on are stored so
ALTER TABLE public.q ALTER COLUMN b SET COMPRESSION pglz;

-- 6. change what the planner is told of column b of table q (SHARE UPDATE EXCLUSIVE on q; wanted.sql:4)
ALTER TABLE public.q ALTER COLUMN b SET STATISTICS 50;

-- 7. add column c to table q (ACCESS EXCLUSIVE on q; wanted.sql:4)
ALTER TABLE public.q ADD COLUMN c text;
ALTER TABLE public.q ALTER COLUMN c SET STORAGE MAIN;
ALTER TABLE public.q ALTER COLUMN c SET STATISTICS 7;
