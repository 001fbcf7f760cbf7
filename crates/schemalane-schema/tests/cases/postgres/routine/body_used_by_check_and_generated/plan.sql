-- 1. replace routine ok(integer) (wanted.sql:1)
--    warning: behaviour-change:ok(integer): what calls it gets the new body
--    warning: behaviour-change:t.t_a_check: rows that the new body refuses stay, and are not looked at; add the constraint anew where that matters
--    note: untracked-dependency:ok(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.ok(integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT $1 > 1 $function$;

-- 2. replace routine half(integer) (wanted.sql:2)
--    warning: behaviour-change:half(integer): what calls it gets the new body
--    warning: behaviour-change:t.b: the rows keep what the old body computed until they are written again; update the rows afterwards
--    note: untracked-dependency:half(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.half(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT $1 / 4 $function$;
