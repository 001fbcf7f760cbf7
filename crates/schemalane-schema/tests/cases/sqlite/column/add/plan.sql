-- 1. change table t: add column name (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN name TEXT;
