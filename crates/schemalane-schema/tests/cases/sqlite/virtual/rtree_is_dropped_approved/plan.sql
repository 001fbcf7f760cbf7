-- 1. drop table places
--    approved: delete-data:places: rows that are lost: 2
PRAGMA foreign_keys = OFF;
DROP TABLE "places";
