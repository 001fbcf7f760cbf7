-- 1. drop trigger t.w to make it anew
DROP TRIGGER w ON public.t;

-- 2. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 3. create trigger t.w anew (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    note: behaviour-change:t.w: it fires from then on
CREATE TRIGGER w AFTER UPDATE OF a ON public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.f();
