-- 1. make column b of table t an ordinary one (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN b DROP EXPRESSION;
