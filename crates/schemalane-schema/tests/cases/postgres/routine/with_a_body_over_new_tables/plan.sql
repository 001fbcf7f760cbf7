-- 1. create table u (wanted.sql:3)
CREATE TABLE public.u (
    b integer
);

-- 2. create view v (wanted.sql:4)
CREATE VIEW public.v AS
SELECT u.b
   FROM public.u;

-- 3. create routine n() (wanted.sql:1)
--    note: untracked-dependency:n(): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.n()
 RETURNS bigint
 LANGUAGE sql
AS $function$ SELECT count(*) FROM public.u, public.v WHERE u.b = v.b $function$;

-- 4. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN b bigint DEFAULT public.n();
