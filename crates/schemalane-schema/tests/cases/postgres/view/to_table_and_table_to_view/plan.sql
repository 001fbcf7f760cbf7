-- 1. drop view v
--    warning: behaviour-change:view:public.v: applications that use it fail from then on
DROP VIEW public.v;

-- 2. drop table w (ACCESS EXCLUSIVE on w)
--    approved: delete-data:w: 1 row is lost
DROP TABLE public.w;

-- 3. create table v (wanted.sql:2)
CREATE TABLE public.v (
    a integer
);

-- 4. create view w (wanted.sql:3)
CREATE VIEW public.w AS
SELECT t.a
   FROM public.t;

-- Is v the new name of w? If so, write `-- @renamed from=w` on the line of CREATE TABLE.
