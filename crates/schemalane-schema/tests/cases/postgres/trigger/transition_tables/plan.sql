-- 1. create trigger t.tr (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    note: behaviour-change:t.tr: it fires from then on
CREATE TRIGGER tr AFTER UPDATE ON public.t REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION public.f();

-- 2. create trigger t.w (SHARE ROW EXCLUSIVE on t; wanted.sql:4)
--    note: behaviour-change:t.w: it fires from then on
CREATE TRIGGER w AFTER UPDATE OF a ON public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.f();
