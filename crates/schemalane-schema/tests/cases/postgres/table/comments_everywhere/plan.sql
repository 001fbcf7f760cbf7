-- 1. create enum e (wanted.sql:8)
CREATE TYPE public.e AS ENUM ('x');
COMMENT ON TYPE public.e IS 'an enum';

-- 2. comment on column a of table t (wanted.sql:1)
COMMENT ON COLUMN public.t.a IS 'the key';

-- 3. comment on constraint t_pkey of table t (wanted.sql:1)
COMMENT ON CONSTRAINT t_pkey ON public.t IS 'primary';

-- 4. comment on table t (wanted.sql:1)
COMMENT ON TABLE public.t IS E'two
lines, a back\\slash and a ''quote''';

-- 5. create view v (wanted.sql:5)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;
COMMENT ON VIEW public.v IS 'a view';
COMMENT ON COLUMN public.v.a IS 'its column';

-- 6. create routine f(integer) (wanted.sql:10)
--    note: untracked-dependency:f(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT a $function$;
COMMENT ON ROUTINE public.f(integer) IS 'a function';

-- 7. create statistics s
CREATE STATISTICS public.s ON a, b FROM public.t;
COMMENT ON STATISTICS public.s IS 'numbers';
