-- 1. drop table a
--    note: delete-data:a: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "a";

-- 2. drop table b
--    note: delete-data:b: the table is empty
DROP TABLE "b";
