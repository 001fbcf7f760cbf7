-- 1. rename column a of table t to b (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    warning: rename:t.b: applications that run meanwhile know it as a, and fail
ALTER TABLE public.t RENAME COLUMN a TO b;

-- 2. drop column b of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN b;

-- 3. drop view v to make it anew
DROP VIEW public.v;

-- 4. change the type of column id of table t from integer to bigint, add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ADD COLUMN b integer GENERATED ALWAYS AS (id + 2) STORED;
GRANT SELECT (b) ON TABLE public.t TO reader;

-- 5. create view v anew (wanted.sql:5)
CREATE VIEW public.v AS
SELECT t.id
   FROM public.t;
GRANT SELECT ON TABLE public.v TO reader;
