-- 1. drop policy t.p
--    warning: authorisation:t.p: other rows may be seen than before
DROP POLICY p ON public.t;

-- 2. disable and no longer force the row level security of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: authorisation:t: other rows may be seen than before
ALTER TABLE public.t DISABLE ROW LEVEL SECURITY;
ALTER TABLE public.t NO FORCE ROW LEVEL SECURITY;
