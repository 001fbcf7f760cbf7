-- 1. add columns where, check to table select (wanted.sql:1)
ALTER TABLE "select" ADD COLUMN "where" INT DEFAULT 7;
ALTER TABLE "select" ADD COLUMN "check" TEXT CHECK ("check" <> '');
