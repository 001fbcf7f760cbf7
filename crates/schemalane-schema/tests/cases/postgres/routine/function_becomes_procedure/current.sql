CREATE TABLE t (a int);
CREATE FUNCTION p(n int) RETURNS void LANGUAGE sql AS $$ INSERT INTO public.t VALUES (n) $$;
