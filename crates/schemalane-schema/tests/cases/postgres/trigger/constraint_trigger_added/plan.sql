-- 1. create trigger t.tr (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    note: behaviour-change:t.tr: it fires from then on
CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.f();
