-- 1. drop routine p(integer) to make it anew
DROP FUNCTION public.p(integer);

-- 2. create routine p(integer) anew (wanted.sql:2)
CREATE OR REPLACE PROCEDURE public.p(IN n integer)
 LANGUAGE sql
AS $procedure$ INSERT INTO public.t VALUES (n) $procedure$;
