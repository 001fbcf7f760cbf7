-- 1. drop column gone of table m (ACCESS EXCLUSIVE on m; wanted.sql:2)
--    note: delete-data:m.gone: there are no values in it
ALTER TABLE public.m DROP COLUMN gone;

-- 2. let column day of table m refuse nulls (ACCESS EXCLUSIVE on m; wanted.sql:2)
ALTER TABLE public.m ALTER COLUMN day SET NOT NULL;

-- 3. set the default of column n of table m (ACCESS EXCLUSIVE on m; wanted.sql:2)
ALTER TABLE public.m ALTER COLUMN n SET DEFAULT 2;

-- 4. add column note to table m (ACCESS EXCLUSIVE on m; wanted.sql:2)
ALTER TABLE public.m ADD COLUMN note text;

-- 5. add column tenant to table m (ACCESS EXCLUSIVE on m; wanted.sql:2)
ALTER TABLE public.m ADD COLUMN tenant integer;

-- 6. add constraint n_small to table m (ACCESS EXCLUSIVE on m; wanted.sql:2)
ALTER TABLE public.m ADD CONSTRAINT n_small CHECK ((n < 100));

-- Is note the new name of gone? If so, write `-- @renamed from=gone` on the line of its column.
