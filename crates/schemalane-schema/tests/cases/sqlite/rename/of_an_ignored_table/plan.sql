-- 1. add column b to table t (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN b integer;
