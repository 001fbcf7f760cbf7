-- 1. drop constraint t_g_check of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_g_check;

-- 2. drop column g of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN g;

-- 3. change the type of column a of table t from integer to smallint, add column g to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE smallint USING a::smallint,
    ADD COLUMN g integer GENERATED ALWAYS AS (a + 1) STORED;

-- 4. add constraint t_g_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_g_check CHECK ((g > 0));
