-- 1. drop constraint in_order of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT in_order;

-- 2. drop constraint pair of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT pair;

-- 3. add constraint pair to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of pair is built while others wait
ALTER TABLE public.t ADD CONSTRAINT pair UNIQUE (a, b);

-- 4. add constraint in_order to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of in_order is built while others wait
ALTER TABLE public.t ADD CONSTRAINT in_order UNIQUE (pos) DEFERRABLE INITIALLY DEFERRED;
