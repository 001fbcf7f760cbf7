-- 1. rename table search to find (wanted.sql:1)
--    warning: rename:search: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "search" RENAME TO "find";
