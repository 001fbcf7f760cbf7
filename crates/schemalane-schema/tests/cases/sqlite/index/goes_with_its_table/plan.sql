-- 1. drop table t
--    note: delete-data:t: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "t";
