-- 1. drop routine f(integer) to make it anew
DROP FUNCTION public.f(integer);

-- 2. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 3. create routine f(integer) anew (wanted.sql:2)
CREATE OR REPLACE FUNCTION public.f(n integer)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.t
   WHERE ((t.a = f.n) AND ((t.k)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text])));
END;
