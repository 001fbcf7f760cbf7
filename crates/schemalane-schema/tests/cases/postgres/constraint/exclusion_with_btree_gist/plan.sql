-- 1. add constraint bookings_room_during_excl to table bookings (ACCESS EXCLUSIVE on bookings; wanted.sql:2)
--    note: index-build:bookings: the index of bookings_room_during_excl is built while others wait
ALTER TABLE public.bookings ADD CONSTRAINT bookings_room_during_excl EXCLUDE USING gist (room WITH =, during WITH &&) DEFERRABLE;
