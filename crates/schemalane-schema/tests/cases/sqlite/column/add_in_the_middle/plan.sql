-- 1. change table t: add column c (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN c INT;
