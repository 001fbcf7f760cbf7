-- 1. drop materialised view m to make it anew
DROP MATERIALIZED VIEW public.m;

-- 2. create materialised view m anew (wanted.sql:2)
--    warning: behaviour-change:m: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.m AS
SELECT (t.a + 1) AS a
   FROM public.t;

-- 3. create index mi anew (SHARE on m; wanted.sql:3)
--    note: index-build:mi: the index is built from all rows of the table
CREATE UNIQUE INDEX mi ON public.m USING btree (a);
