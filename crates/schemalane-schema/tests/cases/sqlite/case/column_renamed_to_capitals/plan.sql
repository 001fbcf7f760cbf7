-- 1. rename column n of table t to fullname (wanted.sql:3)
--    warning: rename:t.n: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "n" TO "FullName";
