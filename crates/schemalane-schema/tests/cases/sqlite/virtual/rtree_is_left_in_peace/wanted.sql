CREATE VIRTUAL TABLE places USING rtree (id, west, east, +name TEXT);
CREATE TABLE t (a INT NOT NULL);
