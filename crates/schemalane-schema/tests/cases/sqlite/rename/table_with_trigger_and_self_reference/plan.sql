-- 1. rename table old to fresh (wanted.sql:1)
--    warning: rename:old: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "old" RENAME TO "fresh";
