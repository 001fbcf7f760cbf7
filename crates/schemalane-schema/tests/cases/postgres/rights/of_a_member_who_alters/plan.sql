-- 1. drop index i to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX public.i;

-- 2. drop view s.v
--    warning: behaviour-change:s.v: applications that use it fail from then on
DROP VIEW s.v;

-- 3. change the type of column id of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;

-- 4. create table new (wanted.sql:4)
CREATE TABLE public.new (
    id integer
);

-- 5. create index i anew (SHARE on t; wanted.sql:3)
--    note: index-build:i: the index is built from all rows of the table
CREATE INDEX i ON public.t USING btree (id, a);
