-- 1. drop table places to make it anew
--    approved: delete-data:places: 2 rows are lost
PRAGMA foreign_keys = OFF;
DROP TABLE "places";

-- 2. create table places anew (wanted.sql:1)
CREATE VIRTUAL TABLE places USING rtree (id, west, east, south, north);
