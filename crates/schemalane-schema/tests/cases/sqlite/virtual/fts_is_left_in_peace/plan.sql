-- 1. add column b to table t (wanted.sql:2)
ALTER TABLE "t" ADD COLUMN b INT;
