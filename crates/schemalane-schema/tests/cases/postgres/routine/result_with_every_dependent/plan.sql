-- 1. drop the default of column code of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t ALTER COLUMN code DROP DEFAULT;

-- 2. drop column twice of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN twice;

-- 3. drop constraint small of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT small;

-- 4. drop trigger t.noted to make it anew
DROP TRIGGER noted ON public.t;

-- 5. drop policy t.p to make it anew
DROP POLICY p ON public.t;

-- 6. drop index t_some to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_some: queries that use the index may become slow
DROP INDEX public.t_some;

-- 7. drop index t_twice to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_twice: queries that use the index may become slow
DROP INDEX public.t_twice;

-- 8. drop view v to make it anew
DROP VIEW public.v;

-- 9. drop routine twice(integer) to make it anew
DROP FUNCTION public.twice(integer);

-- 10. create routine twice(integer) anew (wanted.sql:1)
CREATE OR REPLACE FUNCTION public.twice(integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT $1 * 2::bigint $function$;

-- 11. set the default of column code of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN code SET DEFAULT public.twice(3);

-- 12. add column twice to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN twice bigint GENERATED ALWAYS AS (public.twice(id)) STORED;

-- 13. add constraint small to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT small CHECK ((public.twice(id) < 100));

-- 14. create view v anew (wanted.sql:7)
CREATE VIEW public.v AS
SELECT public.twice(t.id) AS x
   FROM public.t;

-- 15. create index t_twice anew (SHARE on t; wanted.sql:3)
--    note: index-build:t_twice: the index is built from all rows of the table
CREATE INDEX t_twice ON public.t USING btree ((public.twice(id)));

-- 16. create index t_some anew (SHARE on t; wanted.sql:4)
--    note: index-build:t_some: the index is built from all rows of the table
CREATE INDEX t_some ON public.t USING btree (id) WHERE (public.twice(id) > 0);

-- 17. create policy t.p anew (ACCESS EXCLUSIVE on t; wanted.sql:6)
--    note: authorisation:t.p: other rows may be seen than before
CREATE POLICY p ON public.t AS PERMISSIVE FOR ALL TO PUBLIC USING (public.twice(id) > 0);

-- 18. create trigger t.noted anew (SHARE ROW EXCLUSIVE on t; wanted.sql:9)
--    note: behaviour-change:t.noted: it fires from then on
CREATE TRIGGER noted BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((public.twice(new.id) > 1)) EXECUTE FUNCTION public.note();
