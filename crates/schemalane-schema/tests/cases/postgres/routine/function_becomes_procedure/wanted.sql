CREATE TABLE t (a int);
CREATE PROCEDURE p(n int) LANGUAGE sql AS $$ INSERT INTO public.t VALUES (n) $$;
