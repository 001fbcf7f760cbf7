-- 1. create trigger t.tr (SHARE ROW EXCLUSIVE on t; wanted.sql:5)
--    note: behaviour-change:t.tr: it fires from then on
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
