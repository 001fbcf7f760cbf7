-- 1. replace routine norm(text) (wanted.sql:1)
--    warning: behaviour-change:norm(text): what calls it gets the new body
--    warning: behaviour-change:i: it keeps what the old body made of its rows, and may miss rows from then on; `REINDEX INDEX public.i` afterwards
--    note: untracked-dependency:norm(text): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.norm(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT lower(btrim($1)) $function$;
