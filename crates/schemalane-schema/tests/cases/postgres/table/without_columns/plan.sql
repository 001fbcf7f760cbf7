-- 1. add column a to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN a integer;

-- 2. create table u (wanted.sql:2)
CREATE TABLE public.u ();
