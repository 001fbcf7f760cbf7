-- 1. drop collation changed to make it anew
DROP COLLATION public.changed;

-- 2. create collation changed anew
--    warning: behaviour-change:collation changed: texts are ordered otherwise than before
CREATE COLLATION public.changed (provider = icu, locale = 'sv');
COMMENT ON COLLATION public.changed IS 'Swedish';

-- 3. change the collation of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.changed USING a::text;

-- 4. drop collation gone
--    warning: behaviour-change:collation gone: texts are ordered otherwise than before
DROP COLLATION public.gone;
