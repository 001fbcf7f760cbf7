-- 1. rename column a of table t to x (wanted.sql:2)
--    warning: rename:t.a: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "a" TO "x";
