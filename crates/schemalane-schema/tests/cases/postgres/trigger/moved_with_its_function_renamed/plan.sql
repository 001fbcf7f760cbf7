-- 1. drop trigger t.r
--    warning: behaviour-change:t.r: it no longer fires
DROP TRIGGER r ON public.t;

-- 2. drop routine note()
--    warning: behaviour-change:note(): applications that use it fail from then on
DROP FUNCTION public.note();

-- 3. create routine note_it() (wanted.sql:3)
--    note: untracked-dependency:note_it(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.note_it()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN new; END $function$;

-- 4. create trigger u.r (SHARE ROW EXCLUSIVE on u; wanted.sql:4)
--    note: behaviour-change:u.r: it fires from then on
CREATE TRIGGER r BEFORE INSERT ON public.u FOR EACH ROW EXECUTE FUNCTION public.note_it();
