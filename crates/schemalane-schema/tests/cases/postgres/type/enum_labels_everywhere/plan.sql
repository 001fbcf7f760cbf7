-- 1. add value worst to enum mood (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:mood: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.mood ADD VALUE 'worst' BEFORE 'sad';

-- 2. add value so-so to enum mood (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:mood: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.mood ADD VALUE 'so-so' AFTER 'sad';

-- 3. add value it's great to enum mood (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:mood: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.mood ADD VALUE 'it''s great' AFTER 'ok';
