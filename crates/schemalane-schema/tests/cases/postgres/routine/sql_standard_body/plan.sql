-- 1. replace routine n() (wanted.sql:2)
--    warning: behaviour-change:n(): what calls it gets the new body
--    note: untracked-dependency:n(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.n()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(t.b) AS count
    FROM public.t
   WHERE (t.a > 0);
END;

-- 2. create routine one(integer) (wanted.sql:3)
--    note: untracked-dependency:one(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.one(x integer)
 RETURNS integer
 LANGUAGE sql
RETURN (x + 1);
