-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop routine f(public.old)
--    warning: behaviour-change:f(public.old): applications that use it fail from then on
DROP FUNCTION public.f(public.old);

-- 3. drop routine g()
--    warning: behaviour-change:g(): applications that use it fail from then on
DROP FUNCTION public.g();

-- 4. drop column o of table kept (ACCESS EXCLUSIVE on kept; wanted.sql:1)
--    note: delete-data:kept.o: there are no values in it
ALTER TABLE public.kept DROP COLUMN o;

-- 5. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT kept.a
   FROM public.kept;

-- 6. drop table old (ACCESS EXCLUSIVE on old)
--    approved: delete-data:old: 1 row is lost
DROP TABLE public.old;
