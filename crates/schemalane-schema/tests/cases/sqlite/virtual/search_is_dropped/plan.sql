-- 1. drop table search
--    warning: behaviour-change:search: the table is there no more for those who use it
PRAGMA foreign_keys = OFF;
DROP TABLE "search";
