-- 1. create routine f(integer) (wanted.sql:2)
--    note: untracked-dependency:f(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(n integer)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.t
   WHERE (t.a = f.n);
END;

-- 2. create routine g(integer) (wanted.sql:3)
--    note: untracked-dependency:g(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.g(n integer)
 RETURNS integer
 LANGUAGE sql
RETURN (n + 1);
