-- 1. drop table t
--    note: delete-data:t: it has no rows
DROP TABLE "t";
