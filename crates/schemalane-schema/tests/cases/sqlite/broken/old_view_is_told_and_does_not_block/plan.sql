-- 1. add column b to table t (wanted.sql:2)
ALTER TABLE "t" ADD COLUMN b INT;

-- The view v is broken, and was before: no such table: main.gone. Correct it, or take it away.
