CREATE TABLE t (a INT);
CREATE VIRTUAL TABLE places USING rtree_i32 (id, west, east);
CREATE VIEW v AS SELECT id FROM places WHERE west > 1;
