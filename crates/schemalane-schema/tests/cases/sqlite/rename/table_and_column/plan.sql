-- 1. rename table people to users (wanted.sql:1)
--    warning: rename:users: whoever still uses the old name fails
ALTER TABLE "people" RENAME TO "users";

-- 2. rename column nick of table users to name (wanted.sql:4)
--    warning: rename:users.name: whoever still uses the old name fails
ALTER TABLE "users" RENAME COLUMN "nick" TO "name";

-- 3. rebuild table users (wanted.sql:2)
--    note: rewrite-table:users: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_users" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, -- @renamed from=nick
  age INT
);
INSERT INTO "schemalane_new_users" ("id", "name") SELECT "users"."id", "users"."name" FROM "users";
DROP TABLE "users";
ALTER TABLE "schemalane_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
