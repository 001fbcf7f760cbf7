-- 1. rename column n of table t to amount (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    warning: rename:t.amount: applications that run meanwhile know it as n, and fail
ALTER TABLE public.t RENAME COLUMN n TO amount;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. create view v anew (wanted.sql:8)
CREATE VIEW public.v AS
SELECT t.amount,
    t.twice
   FROM public.t;
