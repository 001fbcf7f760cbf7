-- 1. create table a (wanted/a.sql:1)
CREATE TABLE public.a (
    id integer NOT NULL,
    b integer,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- 2. create table b (wanted/b.sql:1)
CREATE TABLE public.b (
    id integer NOT NULL,
    a integer,
    CONSTRAINT b_pkey PRIMARY KEY (id)
);

-- 3. add constraint a_b_fkey to table a (wanted/a.sql:1)
ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.b(id) DEFERRABLE INITIALLY DEFERRED;

-- 4. add constraint b_a_fkey to table b (wanted/b.sql:1)
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id) ON DELETE CASCADE;
