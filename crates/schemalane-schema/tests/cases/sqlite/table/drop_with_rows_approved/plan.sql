-- 1. drop table t
--    approved: delete-data:t: rows that are lost: 2
PRAGMA foreign_keys = OFF;
DROP TABLE "t";
