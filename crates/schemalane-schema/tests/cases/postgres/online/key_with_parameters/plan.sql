-- 1. build the index of t_pkey while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_pkey is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.t_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON public.t (id) WITH (fillfactor = '70');

-- 2. build the index of once while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of once is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.once;
CREATE UNIQUE INDEX CONCURRENTLY once ON public.t (a) INCLUDE (b) NULLS NOT DISTINCT WITH (deduplicate_items = 'off', fillfactor = '80');

-- 3. build the index of twice while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of twice is built from all rows of the table
--    note: not-transactional:t: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.twice;
CREATE UNIQUE INDEX CONCURRENTLY twice ON public.t (b);

-- 4. make a primary key of the index t_pkey of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;

-- 5. make a unique constraint of the index once of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT once UNIQUE USING INDEX once DEFERRABLE;

-- 6. comment on constraint once of table t (wanted.sql:1)
COMMENT ON CONSTRAINT once ON public.t IS 'only once';

-- 7. let CLUSTER order table t by index once (SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t CLUSTER ON once;

-- 8. make a unique constraint of the index twice of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT twice UNIQUE USING INDEX twice;
