-- 1. drop trigger t.r to make it anew
DROP TRIGGER r ON public.t;

-- 2. create trigger t.r anew (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    note: behaviour-change:t.r: it fires from then on
CREATE TRIGGER r AFTER INSERT ON public.t FOR EACH ROW WHEN ((new.a > 0)) EXECUTE FUNCTION public.tr();

-- 3. change when trigger t.s fires (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    warning: behaviour-change:t.s: it fires at other times than before
ALTER TABLE public.t DISABLE TRIGGER s;
