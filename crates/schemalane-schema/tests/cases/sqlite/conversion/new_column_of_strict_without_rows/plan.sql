-- 1. add column a to table t (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN a BLOB DEFAULT 'b';
