-- 1. change sequence ids (wanted.sql:1)
ALTER SEQUENCE public.ids MAXVALUE 1000000;

-- 2. add column n to table a (ACCESS EXCLUSIVE on a; wanted.sql:2)
ALTER TABLE public.a ADD COLUMN n integer;

-- 3. create table c (wanted.sql:4)
CREATE TABLE public.c (
    id bigint DEFAULT nextval('public.ids'::regclass) NOT NULL,
    CONSTRAINT c_pkey PRIMARY KEY (id)
);
