-- 1. change table t: add column b (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN b TEXT NOT NULL DEFAULT 'x';
