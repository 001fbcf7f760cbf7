-- 1. drop index i
--    note: index-drop:index:i: queries that used it may become slow
DROP INDEX "i";

-- 2. create table i (wanted.sql:2)
CREATE TABLE i (a INT);
