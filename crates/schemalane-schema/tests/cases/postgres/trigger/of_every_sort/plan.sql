-- 1. drop trigger t.a_row to make it anew
DROP TRIGGER a_row ON public.t;

-- 2. drop trigger t.b_statement to make it anew
DROP TRIGGER b_statement ON public.t;

-- 3. drop trigger t.c_when to make it anew
DROP TRIGGER c_when ON public.t;

-- 4. drop trigger t.d_truncate
--    warning: behaviour-change:t.d_truncate: it no longer fires
DROP TRIGGER d_truncate ON public.t;

-- 5. create trigger t.a_row anew (SHARE ROW EXCLUSIVE on t; wanted.sql:4)
--    note: behaviour-change:t.a_row: it fires from then on
CREATE TRIGGER a_row BEFORE INSERT OR UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION public.note('x', '1');

-- 6. create trigger t.b_statement anew (SHARE ROW EXCLUSIVE on t; wanted.sql:5)
--    note: behaviour-change:t.b_statement: it fires from then on
CREATE TRIGGER b_statement AFTER UPDATE ON public.t REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION public.note();

-- 7. create trigger t.c_when anew (SHARE ROW EXCLUSIVE on t; wanted.sql:6)
--    note: behaviour-change:t.c_when: it fires from then on
CREATE TRIGGER c_when AFTER UPDATE ON public.t FOR EACH ROW WHEN ((old.a <> new.a)) EXECUTE FUNCTION public.note();

-- 8. create trigger t.e_late (SHARE ROW EXCLUSIVE on t; wanted.sql:7)
--    note: behaviour-change:t.e_late: it fires from then on
CREATE CONSTRAINT TRIGGER e_late AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.note();
