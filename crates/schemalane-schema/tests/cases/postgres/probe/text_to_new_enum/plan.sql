-- 1. create enum mood (wanted.sql:1)
CREATE TYPE public.mood AS ENUM ('good', 'bad');

-- 2. drop the default of column mood of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN mood DROP DEFAULT;

-- 3. change the type of column mood of table t from text to public.mood (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING mood::public.mood;

-- 4. set the default of column mood of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN mood SET DEFAULT 'good'::public.mood;
