-- 1. drop statistics changed to make it anew
DROP STATISTICS public.changed;

-- 2. drop statistics gone
--    warning: behaviour-change:statistics gone: plans of queries may change, as nothing is known until the table is analysed
DROP STATISTICS public.gone;

-- 3. drop statistics kept to make it anew
DROP STATISTICS public.kept;

-- 4. drop column c of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN c;

-- 5. change the type of column a of table t from integer to bigint, add column c to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD COLUMN c integer GENERATED ALWAYS AS (a + 2) STORED;

-- 6. create statistics changed anew
--    warning: behaviour-change:statistics changed: plans of queries may change, as nothing is known until the table is analysed
CREATE STATISTICS public.changed (mcv) ON a, b FROM public.t;
ALTER STATISTICS public.changed SET STATISTICS 60;
ALTER STATISTICS public.changed OWNER TO boss;

-- 7. create statistics fresh
CREATE STATISTICS public.fresh ON b, (a + b) FROM public.t;

-- 8. create statistics kept anew
--    warning: behaviour-change:statistics kept: plans of queries may change, as nothing is known until the table is analysed
CREATE STATISTICS public.kept (dependencies) ON a, c FROM public.t;
ALTER STATISTICS public.kept SET STATISTICS 7;
COMMENT ON STATISTICS public.kept IS 'kept';
