-- 1. create enum mood (wanted/06_types.sql:1)
CREATE TYPE public.mood AS ENUM ('ok');

-- 2. add column m to table t (ACCESS EXCLUSIVE on t; wanted/04_tables.sql:1)
ALTER TABLE public.t ADD COLUMN m public.mood DEFAULT 'ok'::public.mood;

-- 3. create table parents (wanted/05_more_tables.sql:1)
CREATE TABLE public.parents (
    id integer NOT NULL,
    m public.mood,
    up integer,
    CONSTRAINT parents_pkey PRIMARY KEY (id)
);

-- 4. create routine note() (wanted/03_functions.sql:1)
--    note: untracked-dependency:note(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN new; END $function$;

-- 5. create routine label(public.mood) (wanted/03_functions.sql:2)
--    note: untracked-dependency:label(public.mood): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.label(m public.mood)
 RETURNS text
 LANGUAGE sql
AS $function$ SELECT m::text $function$;

-- 6. create view v (wanted/01_views.sql:1)
CREATE VIEW public.v AS
SELECT t.a,
    public.label(t.m) AS label
   FROM public.t;

-- 7. create trigger t.r (SHARE ROW EXCLUSIVE on t; wanted/02_triggers.sql:1)
--    note: behaviour-change:t.r: it fires from then on
CREATE TRIGGER r BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.note();

-- 8. add constraint parents_up_fkey to table parents (wanted/05_more_tables.sql:1)
ALTER TABLE public.parents ADD CONSTRAINT parents_up_fkey FOREIGN KEY (up) REFERENCES public.parents(id);
