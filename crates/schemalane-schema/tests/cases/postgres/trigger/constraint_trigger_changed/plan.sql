-- 1. drop trigger t.tr to make it anew
DROP TRIGGER tr ON public.t;

-- 2. create trigger t.tr anew (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    note: behaviour-change:t.tr: it fires from then on
CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON public.t NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.f();
