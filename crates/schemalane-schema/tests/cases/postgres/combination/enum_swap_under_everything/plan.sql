-- 1. drop column flag of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN flag;

-- 2. drop constraint t_s_check of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_s_check;

-- 3. drop trigger t.r to make it anew
DROP TRIGGER r ON public.t;

-- 4. drop index t_open to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_open: queries that use the index may become slow
DROP INDEX public.t_open;

-- 5. drop view v to make it anew
DROP VIEW public.v;

-- 6. drop routine is_open(public.state) to make it anew
DROP FUNCTION public.is_open(public.state);

-- 7. make enum state anew beside the old one
ALTER TYPE public.state RENAME TO state_old;
CREATE TYPE public.state AS ENUM ('open', 'closed');

-- 8. move column s of table t to the new enum state, move column list of table t to the new enum state (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN s DROP DEFAULT,
    ALTER COLUMN s TYPE public.state USING s::text::public.state,
    ALTER COLUMN s SET DEFAULT 'open'::public.state,
    ALTER COLUMN list DROP DEFAULT,
    ALTER COLUMN list TYPE public.state[] USING list::text[]::public.state[],
    ALTER COLUMN list SET DEFAULT '{open}'::public.state[];

-- 9. add column flag to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN flag boolean GENERATED ALWAYS AS (s = 'open'::public.state) STORED;

-- 10. add constraint t_s_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ADD CONSTRAINT t_s_check CHECK ((s <> 'closed'::public.state));

-- 11. create view v anew (wanted.sql:5)
CREATE VIEW public.v AS
SELECT t.id,
    t.s
   FROM public.t
  WHERE (t.s = ANY (ARRAY['open'::public.state, 'closed'::public.state]));

-- 12. create routine is_open(public.state) anew (wanted.sql:2)
CREATE OR REPLACE FUNCTION public.is_open(public.state)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT $1 = 'open' $function$;

-- 13. create index t_open anew (SHARE on t; wanted.sql:4)
--    note: index-build:t_open: the index is built from all rows of the table
CREATE INDEX t_open ON public.t USING btree (id) WHERE (public.is_open(s));

-- 14. create trigger t.r anew (SHARE ROW EXCLUSIVE on t; wanted.sql:7)
--    note: behaviour-change:t.r: it fires from then on
CREATE TRIGGER r AFTER UPDATE ON public.t FOR EACH ROW WHEN ((new.s = 'closed'::public.state)) EXECUTE FUNCTION public.note();

-- 15. drop the old enum state
DROP TYPE public.state_old;
