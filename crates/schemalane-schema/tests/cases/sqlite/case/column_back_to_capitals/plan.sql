-- 1. write names of table t in another case (wanted.sql:1)
--    note: behaviour-change:t: column id is to be written ID: SQLite takes both for the same, applications may not
--    note: behaviour-change:t: column user name is to be written User Name: SQLite takes both for the same, applications may not
ALTER TABLE "t" RENAME COLUMN "id" TO "ID";
ALTER TABLE "t" RENAME COLUMN "user name" TO "User Name";
