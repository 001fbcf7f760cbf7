-- 1. change how column b of table p is stored (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: behaviour-change:p.b: only rows that are written from then on are stored so
ALTER TABLE public.p ALTER COLUMN b SET COMPRESSION pglz;
ALTER TABLE public.p1 ALTER COLUMN b SET COMPRESSION pglz;

-- 2. change how column b of table q is stored (ACCESS EXCLUSIVE on q; wanted.sql:3)
--    note: behaviour-change:q.b: only rows that are written from then on are stored so
ALTER TABLE public.q ALTER COLUMN b SET COMPRESSION pglz;
ALTER TABLE public.q1 ALTER COLUMN b SET COMPRESSION pglz;
