-- 1. drop trigger m.a to make it anew
DROP TRIGGER a ON public.m;

-- 2. create table m_2027 (ACCESS EXCLUSIVE on m; wanted.sql:3)
CREATE TABLE public.m_2027 PARTITION OF public.m FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- 3. create trigger m.a anew (SHARE ROW EXCLUSIVE on m; wanted.sql:5)
--    note: behaviour-change:m.a: it fires from then on
CREATE TRIGGER a AFTER UPDATE ON public.m FOR EACH ROW EXECUTE FUNCTION public.note();

-- 4. create trigger m_2026.b (SHARE ROW EXCLUSIVE on m_2026; wanted.sql:6)
--    note: behaviour-change:m_2026.b: it fires from then on
CREATE TRIGGER b BEFORE INSERT ON public.m_2026 FOR EACH ROW EXECUTE FUNCTION public.note();
