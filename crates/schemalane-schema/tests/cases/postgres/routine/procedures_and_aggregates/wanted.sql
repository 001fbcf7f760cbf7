CREATE TABLE t (a int);
CREATE PROCEDURE fill(n int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.t VALUES (n * 2); END $$;
CREATE PROCEDURE fill(n text) LANGUAGE sql AS $$ INSERT INTO public.t VALUES (n::int) $$;
CREATE AGGREGATE biggest(int) (SFUNC = int4larger, STYPE = int, INITCOND = '0');
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
