-- 1. drop table t
--    approved: delete-data:t: 2 rows are lost
PRAGMA foreign_keys = OFF;
DROP TABLE "t";
