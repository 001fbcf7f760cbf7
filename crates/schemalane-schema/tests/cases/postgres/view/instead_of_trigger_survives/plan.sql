-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 3. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

-- 4. create trigger v.put anew (SHARE ROW EXCLUSIVE on v; wanted.sql:4)
--    note: behaviour-change:v.put: it fires from then on
CREATE TRIGGER put INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.put();
