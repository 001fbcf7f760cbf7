-- 1. create table t (wanted.sql:2)
CREATE TABLE public.t (
    a integer NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (a)
);
ALTER TABLE public.t ADD CONSTRAINT u UNIQUE (a);
ALTER TABLE public.t ADD CONSTRAINT u2 UNIQUE (a);
COMMENT ON CONSTRAINT u2 ON public.t IS 'again';
