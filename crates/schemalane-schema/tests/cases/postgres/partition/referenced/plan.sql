-- 1. create table c (wanted.sql:4)
CREATE TABLE public.c (
    id integer
);

-- 2. let table c refer to others (wanted.sql:4)
ALTER TABLE public.c ADD CONSTRAINT c_id_fkey FOREIGN KEY (id) REFERENCES public.t(id);
