-- 1. change the type of column a of table t from integer to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE text USING a::text;

-- 2. change how column a of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN a SET STORAGE MAIN;

-- 3. change how column a of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN a SET COMPRESSION pglz;
