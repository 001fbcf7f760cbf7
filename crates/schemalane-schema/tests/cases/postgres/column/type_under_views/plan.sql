-- 1. drop materialised view m to make it anew
DROP MATERIALIZED VIEW public.m;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 4. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;
COMMENT ON VIEW public.v IS 'kept';

-- 5. create materialised view m anew (wanted.sql:3)
--    warning: behaviour-change:m: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.m AS
SELECT v.a
   FROM public.v;

-- 6. create index mi anew (SHARE on m; wanted.sql:4)
--    note: index-build:mi: the index is built from all rows of the table
CREATE INDEX mi ON public.m USING btree (a);
