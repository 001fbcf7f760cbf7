-- 1. drop index i to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX public.i;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. drop column g of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN g;

-- 4. change the type of column a of table t from integer to bigint, add column g to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD COLUMN g bigint GENERATED ALWAYS AS (a + 1) STORED;

-- 5. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT t.g
   FROM public.t;

-- 6. create index i anew (SHARE on t; wanted.sql:2)
--    note: index-build:i: the index is built from all rows of the table
CREATE INDEX i ON public.t USING btree (g);
