-- 1. drop table t
--    approved: delete-data:t: 2 rows would be lost
DROP TABLE "t";
