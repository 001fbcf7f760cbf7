-- 1. add value bad to enum mood (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:mood: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.mood ADD VALUE 'bad' AFTER 'good';

-- 2. change the type of column mood of table t from text to public.mood (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING mood::public.mood;
