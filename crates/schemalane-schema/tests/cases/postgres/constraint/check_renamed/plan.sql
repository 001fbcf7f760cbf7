-- 1. rename constraint x of table t to y (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT x TO y;
