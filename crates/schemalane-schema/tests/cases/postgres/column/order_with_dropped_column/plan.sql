-- 1. drop column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.b: 1 value is lost
ALTER TABLE public.t DROP COLUMN b;

-- 2. add column d to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN d integer;

-- Is d the new name of b? If so, write `-- @renamed from=b` on the line of its column.
