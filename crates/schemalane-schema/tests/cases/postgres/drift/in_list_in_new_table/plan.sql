-- 1. create table t (wanted.sql:2)
CREATE TABLE public.t (
    id integer NOT NULL,
    kind character varying(10),
    CONSTRAINT t_pkey PRIMARY KEY (id),
    CONSTRAINT t_kind_check CHECK (((kind)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))
);
