-- 1. drop view c to make it anew
DROP VIEW public.c;

-- 2. drop materialised view b to make it anew
DROP MATERIALIZED VIEW public.b;

-- 3. drop materialised view a to make it anew
DROP MATERIALIZED VIEW public.a;

-- 4. create materialised view a anew (wanted.sql:5)
--    warning: behaviour-change:a: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.a AS
SELECT t.a,
    t.b
   FROM public.t;

-- 5. create materialised view b anew (wanted.sql:3)
--    warning: behaviour-change:b: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.b AS
SELECT a.b
   FROM public.a;

-- 6. create view c anew (wanted.sql:2)
CREATE VIEW public.c AS
SELECT sum(b.b) AS total
   FROM public.b;

-- 7. create index b_b (SHARE on b; wanted.sql:4)
--    note: index-build:b_b: the index is built from all rows of the table
CREATE INDEX b_b ON public.b USING btree (b);
