-- 1. drop the default of column a of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;

-- 2. create routine first() (wanted.sql:1)
--    note: untracked-dependency:first(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.first()
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT 8 $function$;

-- 3. set the default of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 7;

-- 4. set the default of column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT public.first();

-- 5. drop routine start()
--    warning: behaviour-change:start(): applications that use it fail from then on
DROP FUNCTION public.start();
