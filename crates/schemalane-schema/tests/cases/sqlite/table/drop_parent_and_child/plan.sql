-- 1. drop table c
--    note: delete-data:c: it has no rows
DROP TABLE "c";

-- 2. drop table p
--    note: delete-data:p: it has no rows
DROP TABLE "p";
