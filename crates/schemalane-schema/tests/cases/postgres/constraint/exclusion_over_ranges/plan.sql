-- 1. drop constraint bookings_during_excl of table bookings (ACCESS EXCLUSIVE on bookings)
ALTER TABLE public.bookings DROP CONSTRAINT bookings_during_excl;

-- 2. add column cancelled to table bookings (ACCESS EXCLUSIVE on bookings; wanted.sql:1)
ALTER TABLE public.bookings ADD COLUMN cancelled boolean DEFAULT false NOT NULL;

-- 3. add constraint one_at_a_time to table bookings (ACCESS EXCLUSIVE on bookings; wanted.sql:1)
--    note: index-build:bookings: the index of one_at_a_time is built while others wait
ALTER TABLE public.bookings ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (during WITH &&) WHERE ((NOT cancelled));
