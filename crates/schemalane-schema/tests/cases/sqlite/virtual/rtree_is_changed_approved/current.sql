CREATE VIRTUAL TABLE places USING rtree (id, west, east);
INSERT INTO places VALUES (1, 0.5, 1.5), (2, 3, 4);
