-- 1. drop constraint once of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT once;

-- 2. add constraint once to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of once is built while others wait
--    warning: lock:t: it takes the place of another of its name, so others wait for its index
ALTER TABLE public.t ADD CONSTRAINT once UNIQUE (a, b);
