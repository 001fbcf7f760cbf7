-- 1. drop constraint pair of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT pair;

-- 2. drop constraint t_a_check of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_a_check;

-- 3. add constraint t_a_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK ((a > 0)) NO INHERIT;

-- 4. add constraint pair to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT pair CHECK ((b <= c));

-- 5. add constraint b_set to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT b_set CHECK ((b IS NOT NULL));
