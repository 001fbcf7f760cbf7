-- 1. drop constraint t_b_key of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_b_key;

-- 2. drop constraint t_pkey of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_pkey;

-- 3. let column a of table t take nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;

-- 4. add constraint t_pkey to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_pkey is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (b);
