-- 1. rename enum mood to feeling (wanted.sql:1)
--    warning: rename:feeling: applications that run meanwhile know it as mood, and fail
ALTER TYPE public.mood RENAME TO feeling;

-- 2. rename domain posint to positive (wanted.sql:2)
--    warning: rename:positive: applications that run meanwhile know it as posint, and fail
ALTER DOMAIN public.posint RENAME TO positive;

-- 3. rename composite type pair to lone (wanted.sql:3)
--    warning: rename:lone: applications that run meanwhile know it as pair, and fail
ALTER TYPE public.pair RENAME TO lone;

-- 4. add value great to enum feeling (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:feeling: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.feeling ADD VALUE 'great' AFTER 'ok';
