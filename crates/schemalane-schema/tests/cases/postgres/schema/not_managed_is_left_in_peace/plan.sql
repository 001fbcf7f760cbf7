-- 1. add column b to table u (ACCESS EXCLUSIVE on u; wanted.sql:1)
ALTER TABLE public.u ADD COLUMN b integer;
