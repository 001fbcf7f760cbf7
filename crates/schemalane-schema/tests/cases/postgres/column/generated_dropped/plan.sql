-- 1. compute column b of table t no longer (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN b DROP EXPRESSION;
