-- 1. drop policy t.gone
--    warning: authorisation:t.gone: other rows may be seen than before
DROP POLICY gone ON public.t;

-- 2. drop policy t.mine to make it anew
DROP POLICY mine ON public.t;

-- 3. force the row level security of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: authorisation:t: other rows may be seen than before
ALTER TABLE public.t FORCE ROW LEVEL SECURITY;

-- 4. create policy t.mine anew (ACCESS EXCLUSIVE on t; wanted.sql:4)
--    note: authorisation:t.mine: other rows may be seen than before
CREATE POLICY mine ON public.t AS RESTRICTIVE FOR UPDATE TO pg_monitor, pg_read_all_data USING (owner = SESSION_USER) WITH CHECK (id > 0);

-- 5. create policy t.put (ACCESS EXCLUSIVE on t; wanted.sql:5)
--    note: authorisation:t.put: other rows may be seen than before
CREATE POLICY put ON public.t AS PERMISSIVE FOR INSERT TO PUBLIC WITH CHECK (owner = CURRENT_USER);
COMMENT ON POLICY put ON public.t IS 'own rows';

-- 6. create policy t.del (ACCESS EXCLUSIVE on t; wanted.sql:6)
--    note: authorisation:t.del: other rows may be seen than before
CREATE POLICY del ON public.t AS PERMISSIVE FOR DELETE TO postgres USING (EXISTS ( SELECT
   FROM public.t x
  WHERE (x.id > t.id)));
