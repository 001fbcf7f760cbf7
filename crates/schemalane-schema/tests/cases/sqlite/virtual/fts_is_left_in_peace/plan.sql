-- 1. change table t: add column b (wanted.sql:2)
ALTER TABLE "t" ADD COLUMN b INT;
