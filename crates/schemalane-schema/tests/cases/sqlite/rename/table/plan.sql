-- 1. rename table people to users (wanted.sql:1)
--    warning: rename:people: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "people" RENAME TO "users";
