CREATE VIRTUAL TABLE places USING rtree (id, west, east);
