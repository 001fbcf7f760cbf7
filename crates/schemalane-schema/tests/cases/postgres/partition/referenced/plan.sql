-- 1. create table c (wanted.sql:4)
CREATE TABLE public.c (
    id integer
);

-- 2. add constraint c_id_fkey to table c (wanted.sql:4)
ALTER TABLE public.c ADD CONSTRAINT c_id_fkey FOREIGN KEY (id) REFERENCES public.t(id);
