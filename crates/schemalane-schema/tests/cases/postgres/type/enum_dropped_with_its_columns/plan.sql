-- 1. drop column m of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.m: 1 value is lost
ALTER TABLE public.t DROP COLUMN m;

-- 2. drop enum mood
DROP TYPE public.mood;
