-- 1. create routine code() (wanted.sql:1)
--    note: untracked-dependency:code(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.code()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ SELECT 'c-1' $function$;

-- 2. add column code to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD COLUMN code text DEFAULT public.code() NOT NULL;
