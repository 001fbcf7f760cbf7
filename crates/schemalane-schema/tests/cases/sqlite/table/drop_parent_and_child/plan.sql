-- 1. drop table c
--    note: delete-data:c: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "c";

-- 2. drop table p
--    note: delete-data:p: the table is empty
DROP TABLE "p";
