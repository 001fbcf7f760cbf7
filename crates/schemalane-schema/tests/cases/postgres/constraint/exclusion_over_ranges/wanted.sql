CREATE TABLE bookings (id int PRIMARY KEY, during tsrange, cancelled bool NOT NULL DEFAULT false, CONSTRAINT one_at_a_time EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled));
