-- 1. drop table places
--    approved: delete-data:places: 2 rows are lost
PRAGMA foreign_keys = OFF;
DROP TABLE "places";

-- 2. make anew table places (wanted.sql:1)
CREATE VIRTUAL TABLE places USING rtree (id, west, east, south, north);
