-- 1. change the type of column a of table t from character varying(10) to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a TYPE text USING a::text;

-- 2. change how column a of table t is stored (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: only rows that are written from then on are stored so
ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTERNAL;
