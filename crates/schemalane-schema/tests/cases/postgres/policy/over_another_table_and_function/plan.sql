-- 1. enable the row level security of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    warning: authorisation:t: other rows may be seen than before
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;

-- 2. create table members (wanted.sql:5)
CREATE TABLE public.members (
    tenant integer,
    name text
);

-- 3. create routine tenant() (wanted.sql:1)
--    note: untracked-dependency:tenant(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.tenant()
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$ SELECT current_setting('app.tenant')::int $function$;

-- 4. create policy t.p (ACCESS EXCLUSIVE on t; wanted.sql:4)
--    note: authorisation:t.p: other rows may be seen than before
CREATE POLICY p ON public.t AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = public.tenant()) AND (EXISTS ( SELECT
   FROM public.members m
  WHERE (m.tenant = t.tenant))));
