-- 1. add column name to table t (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN name TEXT;
