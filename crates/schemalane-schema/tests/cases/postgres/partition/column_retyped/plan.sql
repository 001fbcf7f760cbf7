-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. change the type of column n of table m from integer to bigint (ACCESS EXCLUSIVE on m; wanted.sql:1)
--    note: rewrite-table:m: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.m ALTER COLUMN n TYPE bigint USING n::bigint;

-- 3. create view v anew (wanted.sql:4)
CREATE VIEW public.v AS
SELECT sum(m.n) AS sum
   FROM public.m;
