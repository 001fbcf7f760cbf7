-- 1. rename table people to users (wanted.sql:1)
--    warning: rename:users: whoever still uses the old name fails
ALTER TABLE "people" RENAME TO "users";
