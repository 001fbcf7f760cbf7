-- 1. add column id to table t (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN id INTEGER;
