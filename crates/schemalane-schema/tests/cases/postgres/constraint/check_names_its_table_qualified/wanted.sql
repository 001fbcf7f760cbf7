CREATE TABLE public.t (a int, CONSTRAINT c CHECK (public.t.a > 0));
