-- 1. force the row level security of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: authorisation:t: other rows may be seen than before
ALTER TABLE public.t FORCE ROW LEVEL SECURITY;

-- 2. change policy t.p (ACCESS EXCLUSIVE on t; wanted.sql:4)
--    warning: authorisation:t.p: other rows may be seen than before
ALTER POLICY p ON public.t USING (a > 1);

-- 3. create policy t.q (ACCESS EXCLUSIVE on t; wanted.sql:5)
--    note: authorisation:t.q: other rows may be seen than before
CREATE POLICY q ON public.t AS PERMISSIVE FOR INSERT TO PUBLIC WITH CHECK (a > 2);
