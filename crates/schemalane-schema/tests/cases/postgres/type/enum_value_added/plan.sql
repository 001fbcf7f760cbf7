-- 1. add value b to enum e (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:e: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';

-- 2. add value d to enum e (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:e: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.e ADD VALUE 'd' AFTER 'c';
