CREATE EXTENSION btree_gist;
CREATE TABLE bookings (room int, during daterange);
INSERT INTO bookings VALUES (1, '[2026-01-01,2026-01-02)'), (2, '[2026-01-01,2026-01-03)');
