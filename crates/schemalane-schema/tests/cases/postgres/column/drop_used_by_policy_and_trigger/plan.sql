-- 1. drop trigger t.noted to make it anew
DROP TRIGGER noted ON public.t;

-- 2. drop policy t.mine to make it anew
DROP POLICY mine ON public.t;

-- 3. drop column owner of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.owner: 1 value is lost
ALTER TABLE public.t DROP COLUMN owner;

-- 4. create policy t.mine anew (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    note: authorisation:t.mine: other rows may be seen than before
CREATE POLICY mine ON public.t AS PERMISSIVE FOR ALL TO PUBLIC USING (a > 0);

-- 5. create trigger t.noted anew (SHARE ROW EXCLUSIVE on t; wanted.sql:5)
--    note: behaviour-change:t.noted: it fires from then on
CREATE TRIGGER noted AFTER UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION public.note();
