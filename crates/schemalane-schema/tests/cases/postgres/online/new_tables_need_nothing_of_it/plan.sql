-- 1. create table u (wanted.sql:2)
CREATE TABLE public.u (
    id integer NOT NULL,
    a integer NOT NULL,
    CONSTRAINT u_pkey PRIMARY KEY (id),
    CONSTRAINT u_a_check CHECK ((a > 0))
);

-- 2. create index u_a (SHARE on u; wanted.sql:3)
--    note: index-build:u_a: the index is built from all rows of the table
CREATE INDEX u_a ON public.u USING btree (a);
