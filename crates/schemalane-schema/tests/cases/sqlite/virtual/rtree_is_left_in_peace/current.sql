CREATE VIRTUAL TABLE places USING rtree (id, west, east, +name TEXT);
INSERT INTO places VALUES (1, 0.5, 1.5, 'here'), (2, 3, 4, 'there');
CREATE TABLE t (a INT);
INSERT INTO t VALUES (1);
