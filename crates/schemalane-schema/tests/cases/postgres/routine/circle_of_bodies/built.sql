SET check_function_bodies = off;
CREATE TABLE t (a int);
CREATE FUNCTION even(n int) RETURNS bool LANGUAGE sql AS $$ SELECT CASE WHEN n = 0 THEN true ELSE public.odd(n - 1) END $$;
CREATE FUNCTION odd(n int) RETURNS bool LANGUAGE sql AS $$ SELECT CASE WHEN n = 0 THEN false ELSE public.even(n - 1) END $$;
