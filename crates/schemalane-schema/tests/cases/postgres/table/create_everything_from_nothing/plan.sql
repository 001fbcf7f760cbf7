-- 1. create enum mood (wanted.sql:2)
CREATE TYPE public.mood AS ENUM ('sad', 'ok');

-- 2. create domain posint (wanted.sql:3)
CREATE DOMAIN public.posint AS integer CONSTRAINT posint_check CHECK ((VALUE > 0));

-- 3. create sequence s (wanted.sql:4)
CREATE SEQUENCE public.s AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;

-- 4. create table p (wanted.sql:5)
CREATE TABLE public.p (
    id integer NOT NULL,
    m public.mood DEFAULT 'ok'::public.mood,
    n public.posint,
    g integer GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT p_pkey PRIMARY KEY (id)
);
ALTER TABLE public.p ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE public.p IS 'parents';

-- 5. create table c (wanted.sql:6)
CREATE TABLE public.c (
    id integer GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE) NOT NULL,
    p integer
);

-- 6. create view v (wanted.sql:8)
CREATE VIEW public.v AS
SELECT p.id,
    p.m,
    p.n,
    p.g
   FROM public.p;

-- 7. create materialised view mv (wanted.sql:9)
CREATE MATERIALIZED VIEW public.mv AS
SELECT v.id
   FROM public.v;

-- 8. create routine tr() (wanted.sql:10)
--    note: untracked-dependency:tr(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.tr()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN new; END $function$;

-- 9. create index i (SHARE on p; wanted.sql:7)
--    note: index-build:i: the index is built from all rows of the table
CREATE INDEX i ON public.p USING btree (n) WHERE ((n)::integer > 1);

-- 10. create trigger p.r (SHARE ROW EXCLUSIVE on p; wanted.sql:11)
--    note: behaviour-change:p.r: it fires from then on
CREATE TRIGGER r BEFORE INSERT ON public.p FOR EACH ROW EXECUTE FUNCTION public.tr();

-- 11. create policy p.pol (ACCESS EXCLUSIVE on p; wanted.sql:11)
--    note: authorisation:p.pol: other rows may be seen than before
CREATE POLICY pol ON public.p AS PERMISSIVE FOR ALL TO PUBLIC USING (id > 0);

-- 12. add constraint c_p_fkey to table c (wanted.sql:6)
ALTER TABLE public.c ADD CONSTRAINT c_p_fkey FOREIGN KEY (p) REFERENCES public.p(id) ON DELETE CASCADE;
