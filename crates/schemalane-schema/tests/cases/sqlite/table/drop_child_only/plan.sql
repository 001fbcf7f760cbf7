-- 1. drop table c
--    note: delete-data:c: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "c";
