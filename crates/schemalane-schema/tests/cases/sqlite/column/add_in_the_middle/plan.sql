-- 1. add column c to table t (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN c INT;
