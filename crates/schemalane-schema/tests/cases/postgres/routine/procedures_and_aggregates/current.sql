CREATE TABLE t (a int);
INSERT INTO t VALUES (1), (2);
CREATE PROCEDURE fill(n int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.t VALUES (n); END $$;
CREATE AGGREGATE biggest(int) (SFUNC = int4larger, STYPE = int);
