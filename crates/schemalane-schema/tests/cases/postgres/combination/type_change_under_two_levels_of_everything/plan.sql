-- 1. drop view report to make it anew
DROP VIEW public.report;

-- 2. drop routine total() to make it anew
DROP FUNCTION public.total();

-- 3. drop materialised view sums to make it anew
DROP MATERIALIZED VIEW public.sums;

-- 4. drop view lines to make it anew
DROP VIEW public.lines;

-- 5. change the type of column id of table items from integer to bigint, change the type of column price of table items from numeric(6,2) to numeric(12,4), drop the default of column qty of table items, change the type of column qty of table items from integer to numeric (ACCESS EXCLUSIVE on items; wanted.sql:1)
--    note: rewrite-table:items: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.items
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN price TYPE numeric(12,4) USING price::numeric(12,4),
    ALTER COLUMN qty DROP DEFAULT,
    ALTER COLUMN qty TYPE numeric USING qty::numeric;

-- 6. set the default of column qty of table items (ACCESS EXCLUSIVE on items; wanted.sql:1)
ALTER TABLE public.items ALTER COLUMN qty SET DEFAULT 1;

-- 7. create view lines anew (wanted.sql:2)
CREATE VIEW public.lines AS
SELECT items.id,
    (items.price * items.qty) AS total
   FROM public.items;

-- 8. create materialised view sums anew (wanted.sql:3)
--    warning: behaviour-change:sums: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.sums AS
SELECT sum(lines.total) AS total
   FROM public.lines;

-- 9. create routine total() anew (wanted.sql:5)
CREATE OR REPLACE FUNCTION public.total()
 RETURNS numeric
 LANGUAGE sql
BEGIN ATOMIC
 SELECT sums.total
    FROM public.sums;
END;

-- 10. create view report anew (wanted.sql:6)
CREATE VIEW public.report AS
SELECT (public.total())::integer AS total;

-- 11. create index sums_total anew (SHARE on sums; wanted.sql:4)
--    note: index-build:sums_total: the index is built from all rows of the table
CREATE UNIQUE INDEX sums_total ON public.sums USING btree (total);
