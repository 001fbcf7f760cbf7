-- 1. drop routine f(integer) to make it anew
DROP FUNCTION public.f(integer);

-- 2. drop column k of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: delete-data:t.k: there are no values in it
ALTER TABLE public.t DROP COLUMN k;

-- 3. create routine f(integer) anew (wanted.sql:2)
CREATE OR REPLACE FUNCTION public.f(n integer)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.t
   WHERE (t.a = f.n);
END;
