-- 1. create table o (wanted.sql:1)
CREATE TABLE public.o (
    id integer NOT NULL,
    CONSTRAINT o_pkey PRIMARY KEY (id)
);

-- 2. add constraint t_owner to table t (SHARE ROW EXCLUSIVE on t and o)
ALTER TABLE public.t ADD CONSTRAINT t_owner FOREIGN KEY (owner) REFERENCES public.o(id);
