-- 1. write names of table t in another case (wanted.sql:1)
--    note: behaviour-change:t: column Name is to be written name: SQLite takes both for the same, applications may not
ALTER TABLE "t" RENAME COLUMN "Name" TO "name";
