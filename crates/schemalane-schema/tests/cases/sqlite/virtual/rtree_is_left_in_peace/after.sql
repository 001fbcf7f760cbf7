SELECT id, west, east, name FROM places WHERE west > 1
SELECT count(*) FROM places_rowid
