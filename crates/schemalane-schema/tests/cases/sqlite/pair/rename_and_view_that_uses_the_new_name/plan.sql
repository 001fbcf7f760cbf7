-- 1. rename table people to users (wanted.sql:1)
--    warning: rename:people: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "people" RENAME TO "users";

-- 2. rename column n of table users to name (wanted.sql:4)
--    warning: rename:users.n: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "users" RENAME COLUMN "n" TO "name";

-- 3. rebuild table users: column name takes nulls, wanted NOT NULL (wanted.sql:2)
--    note: rewrite-table:users: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_users" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL -- @renamed from=n
);
INSERT OR ABORT INTO "schemalane_new_users" ("id", "name") SELECT "users"."id", "users"."name" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
