-- 1. rename constraint three of table t to four (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT three TO four;

-- 2. rename constraint one of table t to one_old (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT one TO one_old;

-- 3. rename constraint two of table t to one (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT two TO one;

-- 4. rename constraint one_old of table t to two (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t RENAME CONSTRAINT one_old TO two;
