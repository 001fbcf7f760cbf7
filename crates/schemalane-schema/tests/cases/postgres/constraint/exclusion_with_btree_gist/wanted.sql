CREATE EXTENSION btree_gist;
CREATE TABLE bookings (room int, during daterange, EXCLUDE USING gist (room WITH =, during WITH &&) DEFERRABLE);
