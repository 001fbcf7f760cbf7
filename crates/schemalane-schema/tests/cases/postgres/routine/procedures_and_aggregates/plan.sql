-- 1. replace routine fill(integer) (wanted.sql:2)
--    warning: behaviour-change:fill(integer): what calls it gets the new body
--    note: untracked-dependency:fill(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE PROCEDURE public.fill(IN n integer)
 LANGUAGE plpgsql
AS $procedure$ BEGIN INSERT INTO public.t VALUES (n * 2); END $procedure$;

-- 2. create routine fill(text) (wanted.sql:2)
--    note: untracked-dependency:fill(text): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE PROCEDURE public.fill(IN n text)
 LANGUAGE sql
AS $procedure$ INSERT INTO public.t VALUES (n::int) $procedure$;

-- 3. replace routine biggest(integer) (wanted.sql:4)
--    warning: behaviour-change:biggest(integer): what calls it gets the new body
--    note: untracked-dependency:biggest(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE AGGREGATE public.biggest(integer) (SFUNC = int4larger, STYPE = integer, INITCOND = '0');

-- 4. create routine total(integer) (wanted.sql:5)
--    note: untracked-dependency:total(integer): what its body uses is not known to the database, and not looked at
CREATE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
