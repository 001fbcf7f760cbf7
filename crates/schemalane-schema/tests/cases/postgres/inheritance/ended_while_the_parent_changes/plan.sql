-- 1. let table child no longer inherit from parent (ACCESS EXCLUSIVE on child; wanted.sql:3)
ALTER TABLE public.child NO INHERIT public.parent;

-- 2. drop column c of table parent (ACCESS EXCLUSIVE on parent; wanted.sql:1)
--    approved: delete-data:parent.c: 1 value is lost
ALTER TABLE public.parent DROP COLUMN c;

-- 3. change the type of column a of table parent from integer to bigint (ACCESS EXCLUSIVE on parent; wanted.sql:1)
--    note: rewrite-table:parent: 1 row (24 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.parent ALTER COLUMN a TYPE bigint USING a::bigint;

-- 4. change what the planner is told of column b of table parent (SHARE UPDATE EXCLUSIVE on parent; wanted.sql:1)
ALTER TABLE public.parent ALTER COLUMN b SET STATISTICS 50;
